import { CertificateList } from "../../app/client-authentication";
import { ClientCheck, clientCheckOf, clientCheckWords } from "../client-authentication";
import { FrontEnd } from "../load-balancers";
import { code } from "../markdown";
import { Change, Pair, added, changed, dangerous } from "./change";

/** What a certificate of a list does for clients. */
const EFFECTS: { readonly [list in CertificateList]: readonly [fresh: string, gone: string] } = {
  trust_anchors: [
    "also lets in clients with certificates issued by",
    "no longer lets in clients with certificates issued by",
  ],
  intermediate_cas: ["also knows the intermediate CA", "no longer knows the intermediate CA"],
  allowlisted_certificates: [
    "also lets in clients with the certificate",
    "no longer lets in clients with the certificate",
  ],
};

/** Certificates of clients that are asked for, or no longer, and whose certificates are valid. */
export function compareClients({ before, after }: Pair<FrontEnd>): Change[] {
  if (before.proxy === undefined || after.proxy === undefined || after.scheme !== "HTTPS") {
    return [];
  }
  const [was, is] = [clientCheckOf(before.proxy), clientCheckOf(after.proxy)];
  const where = `target proxy ${code(after.proxy.name)}`;
  if (is === undefined) {
    return was === undefined
      ? []
      : [
          dangerous(
            `${where} no longer asks clients for a certificate, so everybody can connect; previously ${clientCheckWords(was)}`,
          ),
        ];
  }
  if (was === undefined) {
    return [newCheck(where, is)];
  }
  return [...compareModes(where, { before: was, after: is }), ...compareTrusted(where, { before: was, after: is })];
}

function newCheck(where: string, check: ClientCheck): Change {
  const what = `${where} now asks clients for a certificate: ${clientCheckWords(check)}`;
  return check.isRequired === false ? added(what) : dangerous(`${what}; clients without one can no longer connect`);
}

function compareModes(where: string, { before, after }: Pair<ClientCheck>): Change[] {
  const isSame =
    before.isRequired === after.isRequired && (after.isRequired !== undefined || before.policy === after.policy);
  if (isSame) {
    return [];
  }
  switch (after.isRequired) {
    case false:
      return [
        dangerous(
          `${where} no longer requires a valid client certificate: clients without one get in, and the services must check it`,
        ),
      ];
    case true:
      return [changed(`${where} now requires a valid client certificate: clients without one can no longer connect`)];
    default:
      return [
        dangerous(
          `${where}: whether clients need a certificate is now decided by policy ${after.policy}, which is unknown in this stack; previously ${clientCheckWords(before)}`,
        ),
      ];
  }
}

function compareTrusted(where: string, { before, after }: Pair<ClientCheck>): Change[] {
  return (Object.keys(EFFECTS) as CertificateList[]).flatMap((list) => {
    const [was, is] = [before.trusted[list], after.trusted[list]];
    const [freshWords, goneWords] = EFFECTS[list];
    const fresh = is.filter(({ identity }) => !was.some((other) => other.identity === identity));
    const gone = was.filter(({ identity }) => !is.some((other) => other.identity === identity));
    const level = list === "intermediate_cas" ? changed : dangerous;
    return [
      ...fresh.map(({ label }) => level(`${where} ${freshWords} ${label}`)),
      // whose certificates a removed one has issued cannot connect any more
      ...gone.map(({ label }) => level(`${where} ${goneWords} ${label}`)),
    ];
  });
}
