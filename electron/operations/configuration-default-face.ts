import { defaultEvidenceRights, evidenceLevels } from '../visit/evidence-level.ts';
import { shippedFaceModels } from '../bridge/face-models.ts';

/** The part of the documented default file that is about faces. */

const meanings: Record<(typeof evidenceLevels)[number], string> = {
  'chip-and-face': 'The chip, and the live face matches its portrait.',
  'returning-face': 'An enrolled face, with something its owner brought beside it.',
  'staff-compared': 'Staff who stand at the kiosk say that the person is the one of the document.',
  chip: 'The chip alone: no camera, declined, a child, no usable picture.',
  'verified-code': 'A code for which a service vouches (VNeID).',
  code: 'A code or paper in hand.',
  typed: 'Digits that others may know.',
  'code-other-face': 'A code in hand of somebody whom the face was not recognised as.',
  'chip-other-face': 'The chip of somebody whom the face before the camera does not resemble.',
};

/** Under `[policies]`: what each level of evidence may do. */
export const evidenceText = `[policies.liveness]
# Movements are asked for before a face is kept,
enrolment = true
# and before it is found again.
returning = true
# How many; a model that doubts the picture costs one more.
movements = 2
# Which kinds: "blink", "turn".
kinds = ["blink", "turn"]

[policies.evidence]
# What each level of evidence may do; a visit has the best one it reached. selfService: takes a number alone, else staff take
# over at the desk. spellsName: the screen spells the name and shows doctors and other days. checkAtDoor: the ticket asks
# staff to look at the person once more.
${evidenceLevels.map((level) => `# ${meanings[level]}\n${level} = ${rightsText(level)}`).join('\n')}

`;

function rightsText(level: (typeof evidenceLevels)[number]): string {
  const { selfService, spellsName, checkAtDoor } = defaultEvidenceRights[level];
  return `{ selfService = ${selfService}, spellsName = ${spellsName}, checkAtDoor = ${checkAtDoor} }`;
}

const { detection, landmarks, embedding, eye, liveness } = shippedFaceModels;

const shapeText = (shape: readonly number[]): string => `[${shape.join(', ')}]`;

/** `explain`: each key is explained once, at the first model. */
function entry(
  name: string,
  model: {
    file: string;
    sha256: string;
    input: string;
    licence: string;
    shape: readonly number[];
    colour: string;
    normalisation: { mean: number; scale: number };
  },
  meaning: string,
  rest: string,
): string {
  return `# ${meaning}
[face.models.${name}]
# Of the application, or of the folder "models" of the data folder.
file = "${model.file}"
# Held against the file before it is used.
sha256 = "${model.sha256}"
# Name and shape (batch, channels, height, width) of its one input, float32.
input = "${model.input}"
shape = ${shapeText(model.shape)}
# Order of the channels: "rgb", "bgr" or "grey".
colour = "${model.colour}"
# Pixel value v in 0 to 255 becomes (v - mean) / scale.
normalisation = { mean = ${model.normalisation.mean}, scale = ${model.normalisation.scale} }
# Whose it is and what it may be used for.
licence = "${model.licence}"
${rest}
`;
}

const thresholds = (values: Readonly<Record<string, number>>): string =>
  `{ ${Object.entries(values)
    .map(([name, value]) => `${name} = ${value}`)
    .join(', ')} }`;

export const faceText = `# The face models. Whoever replaces one recalibrates on at least 300 consenting local people first:  tiepdon face bench FOLDER
${entry(
  'detection',
  detection,
  'Finds faces.',
  `# Its outputs: score of background and face, and boxes x1, y1, x2, y2 in 0 to 1 of the padded picture.
scores = "${detection.scores}"
boxes = "${detection.boxes}"
# From which score on it is a face, and from which overlap on the same one.
thresholds = ${thresholds(detection.thresholds)}`,
)}
${entry(
  'landmarks',
  landmarks,
  'Finds 68 points of a face.',
  `# Its output: x, y in 0 to 1 of the crop.
output = "${landmarks.output}"`,
)}
${entry(
  'embedding',
  embedding,
  'Makes a face comparable; takes faces in the ArcFace alignment.',
  `# Its output, and how many values it has.
output = "${embedding.output}"
dimension = ${embedding.dimension}
# Cosine similarities: "accept" and "retry" against the chip's portrait, "returning" against an enrolled face and "margin" above
# the next one, "continuity" throughout a challenge.
thresholds = ${thresholds(embedding.thresholds)}`,
)}
${entry(
  'eye',
  eye,
  'Tells open eyes from closed ones.',
  `# Whether it is used; else the landmarks tell alone.
use = ${eye.use}
# Its output, and which of the scores is that of a closed eye.
output = "${eye.output}"
closedIndex = ${eye.closedIndex}`,
)}
${entry(
  'liveness',
  liveness,
  'Doubts flat pictures: one vote, never a gate.',
  `# Whether it is used.
use = ${liveness.use}
# Its output, and which of the scores is that of a living face.
output = "${liveness.output}"
realIndex = ${liveness.realIndex}
# The square that it looks at, in sizes of the face's box.
boxScale = ${liveness.boxScale}
# Below "real" it votes against.
thresholds = ${thresholds(liveness.thresholds)}`,
)}
[faces]
# Where enrolled faces are kept: "local" (this kiosk, encrypted), "hospital" (a gallery of the hospital, for several kiosks) or
# "off" (nobody comes back by face).
gallery = "local"
# Nobody younger is asked whether their face may be kept.
minimumAge = 18
# Days after the last visit by face at which it is deleted; people are told so when they agree. The hospital's gallery takes no face
# where its own kiosk.toml says more.
keptDays = 365
# So many tries that fail with the same digits or code in 15 minutes, and it is card or desk until they have passed;
failuresPerFactor = 5
# so many in an hour at one kiosk, and nobody comes back by face there until then.
failuresPerHour = 30

[faces.server]
# The hospital's gallery (tiepdon gallery serve), for gallery = "hospital".
# url = "https://gallery.hospital.example:8443"
# Longest wait for its answer, in ms.
timeoutMs = 2000

[faces.server.tls]
# The hospital's own certificate authority, in PEM, relative to the data folder.
# ca = "gallery-ca.pem"
# The certificate by which the gallery knows this kiosk, in PEM.
# certificate = "kiosk.pem"
# Its private key, by reference only.
# key = { file = "secrets/kiosk-key.pem" }
# The key's passphrase, where it has one, by reference only.
# passphrase = { file = "secrets/kiosk-key-passphrase" }

`;
