import { faceText } from './configuration-default-face.ts';
import { panelText } from './configuration-panel.ts';
import { speechText } from './configuration-speech.ts';
import { paymentText } from './configuration-payment.ts';
import { openingText } from './configuration-opening.ts';
import { staffText } from './configuration-staff.ts';
import { printerText } from './configuration-printer.ts';
import { ticketsText } from './configuration-tickets.ts';
import { codesText, policiesText, priorityText } from './configuration-default-visit.ts';

/**
 * The configuration file with every key, its default and what it is for. It is what a new data folder gets, and the only
 * reference of the keys; a test keeps it complete and equal to the schema's defaults.
 */
export const defaultConfigurationText = `# Tiếp Đón, configuration of one kiosk.
# Whatever is left out has the value shown here. An unknown key is an error.
# Check after editing:  tiepdon config check

# Version of this file's format.
version = 1

[hospital]
# Facility code of the social insurance (mã cơ sở KCB), as the hospital information system knows it.
facilityCode = "00000"
# Days, ages and midnight are those of this time zone.
timeZone = "Asia/Ho_Chi_Minh"
# Local time at which the afternoon session begins; numbers are given per session.
afternoonFrom = "12:00"

[hospital.name]
# On the screen, in Vietnamese.
vi = "Bệnh viện Mẫu"
# On the screen, in English.
en = "Specimen Hospital"

[kiosk]
# Stands on every ticket numbered by the kiosk itself (K1-007). Two kiosks never share one.
id = "K1"
# Where staff find this kiosk when a patient calls them; also in one language alone: location = "Sảnh chính"
location = { vi = "Sảnh chính", en = "Main lobby" }
# The building it stands in, as the hospital calls it; patients of another building are shown the way.
# building = "Nhà A"
# Language of the first screen: "vi", "en", or another one that the kiosk was given.
language = "vi"

${panelText}[devices.scanner]
# "simulated", "serial" (USB-CDC), "hid" (HID POS), "keyboard" (one that types; the last resort) or "none".
# Several scanners: a [[devices.scanner]] for each in place of this table. See what arrives with:  tiepdon scan watch
kind = "simulated"
# "serial": its device file; or which one it is, by the ids below.
# path = "/dev/ttyACM0"
# "serial" and "hid": USB vendor, product and serial number, as lsusb shows them; left out: any.
# vendorId = "0c2e"
# productId = "0b81"
# serialNumber = "21049B01C3"
# "serial": the rate of a real RS-232 line; USB ignores it.
baudRate = 9600
# "serial": "required" when it is set up to end every code with CR or LF, so that half a code is told apart from one;
# "optional": silence ends a code, too.
terminator = "required"

[devices.reader]
# "simulated", "pcsc", "hn212-socket" (an HN212 as a network device), "hn212-serial" (the same on a serial line) or "none".
kind = "simulated"
# "pcsc": part of the PC/SC names of the readers to watch; left out: all of them.
# name = "ACS ACR1252"
# "hn212-socket": where the device answers.
url = "http://192.168.5.1:8000"
# "hn212-serial": its device file.
# path = "/dev/ttyACM1"

[devices.camera]
# "simulated", "device" or "none".
kind = "simulated"
# The browser's id of the camera; left out: the first one.
# deviceId = "0123abcd"
# A camera that is a program (OBS, v4l2loopback) can show anybody: "refuse" it, or "allow" it for tests.
virtual = "refuse"
# Codes may be shown to it: "off", "when-asked" (the patient touches a button) or "always" (for kiosks without a scanner).
codes = "when-asked"

${printerText}${ticketsText}${speechText}[his]
# "mock" (the built-in pretend hospital, for development), "fhir" (FHIR R4) or "rest" (plain JSON with signed requests).
# Check a hospital before it is used:  tiepdon his check
kind = "mock"
# Base URL of the hospital information system; needed for "fhir" and "rest".
# url = "https://his.hospital.example/fhir"
# "fhir": bearer token, by reference only: { env = "NAME" } or { file = "secrets/his-token" } (mode 600).
# token = { file = "secrets/his-token" }
# Longest wait for an answer to a look-up, in ms.
timeoutMs = 2500
# Longest wait for an answer to a registration, in ms.
submitTimeoutMs = 10000

[his.systems]
# "fhir": identifier systems that differ from the defaults, by name. Each is a URI.
# nationalId = "http://fhir.ehealth.gov.vn/core/sid/national_id"

[his.oauth]
# "fhir": the hospital's service for access tokens (OAuth 2.0, client credentials), in place of a token.
# tokenUrl = "https://login.hospital.example/token"
# The kiosk's name there.
# clientId = "kiosk"
# Its secret, by reference only.
# clientSecret = { file = "secrets/his-client" }
# What is asked for, where the service wants to know.
# scope = "system/*.cruds"
# How the kiosk says who it is: "basic" (in a header) or "post" (in the body).
authentication = "basic"

[his.signing]
# "rest": the name under which requests are signed.
# merchantId = "kiosk"
# The key of the signature (HMAC-SHA-256), by reference only.
# secret = { file = "secrets/his-signing" }

[his.tls]
# The hospital's own certificate authority, in PEM, relative to the data folder; left out: the public ones.
# ca = "his-ca.pem"
# The kiosk's client certificate, in PEM.
# certificate = "kiosk.pem"
# Its private key, by reference only.
# key = { file = "secrets/kiosk-key.pem" }
# The key's passphrase, where it has one, by reference only.
# passphrase = { file = "secrets/kiosk-key-passphrase" }

[his.proxy]
# A proxy on the way to the hospital.
# url = "http://proxy.hospital.example:3128"
# "user:password" for it, by reference only.
# credentials = { file = "secrets/proxy" }

${codesText}
[trust]
# Folder with what card signatures are anchored in: CSCA certificates and bundles (.cer .crt .der .pem), revocation lists
# (.crl), master lists (.ml) and the ICAO directory (.ldif); relative to the data folder.
cscaFolder = "csca"

[trust.verifier]
# Service that is asked when the issuer of a card is anchored nowhere (POST {sod, documentSigner} in Base64, answer
# {answer: genuine | unknown | revoked, reference}); no data group is sent. Without an address nobody is asked.
# url = "https://verify.example/document-signer"
# Bearer token, by reference only: { env = "NAME" } or { file = "secrets/verifier-token" } (mode 600).
# token = { file = "secrets/verifier-token" }
# Longest wait for an answer, in ms; the portrait is read meanwhile.
timeoutMs = 3000

${policiesText}${faceText}${paymentText}[numbers]
# How many queue numbers the kiosk leases at a time, per clinic and stream.
leaseSize = 10
# With this many left it leases the next ones in the background, so that a number is at hand when the hospital goes away.
refillAt = 2
# The streams that this hospital queues by. Who belongs to one that is left out joins another: priority joins insured or
# paying as the insurance says, insured and paying join each other.
streams = ["insured", "paying", "priority"]

[queue]
# Key, ticket, Encounter id and hash of a registration that the hospital has are kept this many days for questions at the
# desk; its body is erased at once. What the hospital does not have is never erased by itself.
confirmedKeptDays = 30
# Staff are alarmed when a registration has waited this many minutes.
alarmAfterMinutes = 60

[keys]
# What wraps the key of the database: "safe-storage" (the desktop's key ring, through Electron), "systemd-credential"
# (tiepdon-kiosk-key), "key-file" (machine.key, bound to this machine), or "auto": the first of them that is there.
store = "auto"
# The hospital's recovery key, its public half (PEM), relative to the data folder: it opens the database of a broken kiosk,
# and exports of the queue. Make a pair with:  tiepdon key recovery-new
# recoveryKey = "recovery.pem"

[sync]
# How many patients' registrations are sent at once.
lanesInFlight = 4
# How often the queue is looked at, whatever else woke it, in ms.
heartbeatMs = 30000

[delays]
# A card laid during a visit has this long, in ms (as all below), to show that it is the visit's own.
ownCardMs = 3000
# The greeting stays this long where no face is compared.
greetMs = 2500
# A card whose reading takes longer counts as unreadable, and may be laid again.
readMs = 20000
# A camera that has not answered by then counts as absent.
cameraStartMs = 8000
# No usable picture in this time: the visit goes on without a face.
faceSearchMs = 25000
# Each movement of a challenge is awaited this long.
movementMs = 6000
# Longest wait for the gallery of faces.
galleryMs = 3000
# "Thank you" after a match.
matchedMs = 300
# Longest wait for the hospital's look-ups; then the visit goes on as offline.
lookupMs = 3000
# Longest wait for an official number; then the kiosk prints its own.
leaseMs = 1500
# Nobody touched anything: "are you still there?".
idleWarningMs = 30000
# Countdown of that question; then the visit is wiped.
idleGraceMs = 15000
# A ticket stays this long before its countdown.
endWarningMs = 12000
# Countdown on a ticket.
endGraceMs = 8000

${priorityText}${openingText}${staffText}# Clinics to offer until the hospital has answered with its own list.
[[clinics]]
# The hospital's id of the clinic.
id = "noi-tong-quat"
# Room and floor, as signposted.
room = "101"
floor = "1"
# On the screen, in both languages.
name = { vi = "Nội tổng quát", en = "General medicine" }

[[clinics]]
id = "ngoai"
room = "104"
floor = "1"
name = { vi = "Ngoại", en = "Surgery" }

[[clinics]]
id = "nhi"
room = "203"
floor = "2"
name = { vi = "Nhi", en = "Paediatrics" }

[[clinics]]
id = "mat"
room = "207"
floor = "2"
name = { vi = "Mắt", en = "Eyes" }

[[clinics]]
id = "tai-mui-hong"
room = "208"
floor = "2"
name = { vi = "Tai mũi họng", en = "Ear, nose and throat" }

[[clinics]]
id = "da-lieu"
room = "302"
floor = "3"
name = { vi = "Da liễu", en = "Dermatology" }

[[clinics]]
id = "san"
room = "305"
floor = "3"
name = { vi = "Sản phụ khoa", en = "Obstetrics and gynaecology" }
`;
