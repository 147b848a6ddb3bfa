/**
 * EF.CardSecurity, the signed file of the master file with the key of chip authentication mapping: ICAO 9303-10, 3.11.4;
 * ICAO 9303-11, 4.4.3.3.3 and 9.2.10. PACE opens it, and selecting the application puts it out of reach.
 */
import type { Certificate } from './certificate.ts';
import type { ChainLink, Finding } from './chip.ts';
import { checkSignedData, parseSignedData, signerCertificate } from './cms.ts';
import { CARD_SECURITY_FILE, emptyFile, FileReader, type FileResult, type PartialFile } from './files.ts';
import type { ChipLink } from './link.ts';
import type { LearningProfile } from './profile.ts';
import type { SecureMessaging } from './secure-messaging.ts';
import { parseSecurityInfos, type SecurityInfos } from './security-infos.ts';
import { chainLinks, haveSameIssuer } from './trust-chain-links.ts';
import { judgeSigner } from './trust-chain.ts';
import type { TrustStore } from './trust-store.ts';

/** id-SecurityObject (BSI TR-03110-3, A.1.2.5). */
const SECURITY_OBJECT = '0.4.0.127.0.7.3.2.1';
/** Sessions it may cost: a first one, and two after that, as for the files of the application. */
export const MAX_CARD_SECURITY_SESSIONS = 3;

/** The file of one chip, however many sessions it takes. */
export class CardSecurityFile {
  readonly #link: ChipLink;
  readonly #profile: LearningProfile;
  readonly #partial: PartialFile = emptyFile(CARD_SECURITY_FILE);
  #sessions = 0;
  /** The chip has given the file, or does not. */
  isSettled = false;

  constructor(link: ChipLink, profile: LearningProfile) {
    this.#link = link;
    this.#profile = profile;
  }

  /** Reads what is missing; null when the file is settled. */
  async read(session: SecureMessaging): Promise<FileResult | null> {
    if (this.isSettled) return null;
    this.#sessions += 1;
    const { shortIds } = this.#profile.current;
    const result = await new FileReader(this.#link, this.#profile, () => undefined).read(session, this.#partial);
    // Short identifiers of the master file say nothing about those of the application.
    if (this.#profile.current.shortIds !== shortIds) this.#profile.learn({ shortIds });
    // Some chips refuse a file in the clear, which ends the session.
    const mayComeBack = !result.ok && result.kind === 'broken' && result.refusal === null;
    this.isSettled = !mayComeBack || this.#sessions === MAX_CARD_SECURITY_SESSIONS;
    return result;
  }
}

export type CardSecurityJudgement =
  /** `chain`: from its signer up. `doubt`: why it is not anchored; null when it is. */
  | { ok: true; infos: SecurityInfos; signer: Certificate; chain: readonly ChainLink[]; doubt: string | null }
  | { ok: false; detail: string };

/** How far the file can be trusted by itself: signature, chain, validity and revocation, as for the SOD. */
export function judgeCardSecurity(bytes: Uint8Array, trust: TrustStore, now: Date): CardSecurityJudgement {
  const cms = parseSignedData(bytes);
  if (!cms.ok) return cms;
  const { signed } = cms;
  if (signed.contentType !== SECURITY_OBJECT) return wrong('content of another type');
  const parsed = parseSecurityInfos(signed.content);
  if (!parsed.ok) return parsed;
  const signer = signerCertificate(signed);
  if (!signer) return wrong('no certificate of its signer');
  const checked = checkSignedData(signed, signer);
  if (checked.check !== 'holds') return wrong(checked.detail);
  const signedAt = signed.signer.attributes?.signingTime ?? null;
  const { verdict, findings, chain } = judgeSigner(signer, trust, { signedAt, now: now.getTime() });
  const reasons = findings.map(({ detail }) => detail).join('; ');
  if (verdict === 'invalid') return wrong(reasons);
  const doubt = verdict === 'anchored' ? null : reasons;
  return { ok: true, infos: parsed.infos, signer, chain: chainLinks(chain), doubt };
}

function wrong(detail: string): CardSecurityJudgement {
  return { ok: false, detail };
}

/**
 * The keys of the file that count, null when none does. Nothing in the file says which document it belongs to, and a copy
 * could bring one of its own: it has to be signed as the SOD is, or be anchored where the SOD says that it comes from.
 */
export function trustedInfos(
  judgement: CardSecurityJudgement,
  sodSigner: Certificate | null,
): { infos: SecurityInfos | null; finding: Finding | null } {
  if (!judgement.ok) return { infos: null, finding: { id: 'card-security-wrong', detail: judgement.detail } };
  const { infos, signer, chain, doubt } = judgement;
  const isSodSigner = signer.sha256 === sodSigner?.sha256;
  if (doubt !== null) {
    const who = isSodSigner ? 'its signer is that of the SOD' : 'its keys do not count: another has signed the SOD';
    return {
      infos: isSodSigner ? infos : null,
      finding: { id: 'card-security-not-anchored', detail: `${who}; ${doubt}` },
    };
  }
  if (isSodSigner || (sodSigner && haveSameIssuer(chain, chainLinks([sodSigner])))) return { infos, finding: null };
  const detail = `its keys do not count: it comes from ${signer.issuer.text}`;
  return { infos: null, finding: { id: 'card-security-of-another-issuer', detail } };
}
