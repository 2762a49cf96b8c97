import {
  ApplicationLoadBalancer,
  CertificateMap,
  CertificateMapProps,
  CertificateMapStage,
  EnvironmentStack,
} from "cdktf-google-serverless-lb";
import { pem } from "../neighbours";
import { backend, balancer, existing, site } from "./builders";
import { AnySite, Change, EVERYTHING, HTTPS_PROXY, change, careless, inPlace, staged } from "./change";
import { APEX, NEW, SHOP, WILDCARD, WWW, askedFor, goneFrom, zonesOf } from "./zones";

/** The entries of a map. */
const ENTRIES = /^google_certificate_manager_certificate_map_entry\./;
const DOMAINS = [APEX, WWW];

/** A site with a certificate map. */
function mapped(
  domains: readonly string[],
  props: Partial<CertificateMapProps> = {},
  id = "Certificates",
  isRenamed = false,
): AnySite {
  return site((stack) => {
    if (isRenamed) stack.renamed({ formerPath: "Certificates", path: id });
    withMap(stack, new CertificateMap(stack, id, { domains: [...domains], dnsZones: zonesOf(stack), ...props }));
  });
}

function withMap(stack: EnvironmentStack, certificateMap: CertificateMap): ApplicationLoadBalancer {
  const dnsZones = zonesOf(stack);
  const web = backend(stack, "Web", existing(stack, "web1"));
  return balancer(stack, web, { domains: undefined, certificateMap, dnsZones });
}

/** A site with a certificate of your own in a map. */
const owned = (file: string) =>
  site((stack) => {
    const map = new CertificateMap(stack, "Certificates");
    map.addCertificate("Own", { certificate: pem(file), privateKey: pem("key.pem") });
    withMap(stack, map);
  });

/** A site on the way from one certificate per domain to a map. */
const between = (certificateMapStage?: CertificateMapStage) =>
  site((stack) => {
    const dnsZones = zonesOf(stack);
    const certificateMap =
      certificateMapStage && new CertificateMap(stack, "Certificates", { domains: DOMAINS, dnsZones });
    const frontEnd = { domains: DOMAINS, certificateMap, certificateMapStage, dnsZones };
    balancer(stack, backend(stack, "Web", existing(stack, "web1")), frontEnd);
  });
const CERTIFICATES = between();
const PREPARED = between(CertificateMapStage.PREPARE);
const ATTACHED = between(CertificateMapStage.ATTACH);
const FINISHED = mapped(DOMAINS);

const ONE = mapped([APEX]);
const WILD = mapped([APEX, WILDCARD]);
const ALL = mapped([APEX, WILDCARD, WWW]);

/** What Google says where a proxy would be without any certificate for a moment. */
const NEITHER = /Certificate Map or at least 1 SSL certificate/;

/** The steps from one certificate per domain to a map, and back. */
const stages: readonly Change[] = [
  change("certificates become a map: PREPARE", CERTIFICATES, PREPARED),
  inPlace("certificates become a map: ATTACH", EVERYTHING, PREPARED, ATTACHED),
  inPlace("certificates become a map: FINISH", HTTPS_PROXY, ATTACHED, FINISHED),
  staged(
    "certificates become a map, in all three steps",
    CERTIFICATES,
    { site: PREPARED, wait: true },
    { site: ATTACHED },
    { site: FINISHED },
  ),
  staged(
    "certificates become a map, in one step: refused; then the three steps",
    CERTIFICATES,
    { site: FINISHED, refused: NEITHER },
    { site: PREPARED, wait: true },
    { site: ATTACHED },
    { site: FINISHED },
  ),
  careless("certificates become a map, without PREPARE", "outage", CERTIFICATES, ATTACHED),
  staged(
    "certificates become a map up to ATTACH, and back in one step",
    CERTIFICATES,
    { site: PREPARED, wait: true },
    { site: ATTACHED },
    { site: CERTIFICATES },
  ),
  staged(
    "certificates become a map up to ATTACH, and back in two steps",
    CERTIFICATES,
    { site: PREPARED, wait: true },
    { site: ATTACHED },
    { site: PREPARED },
    { site: CERTIFICATES },
  ),
  careless("a map is left for new certificates, in one step", "outage", FINISHED, CERTIFICATES),
  {
    ...staged(
      "a map is left for new certificates: ATTACH, then no map; Google may issue none while the map is there",
      FINISHED,
      { site: ATTACHED, wait: true },
      { site: CERTIFICATES },
    ),
    breaks: "outage",
  },
];

/** Certificate maps. */
export const mapChanges: readonly Change[] = [
  change("a domain is added to a map", ONE, FINISHED),
  change("a domain of another zone is added to a map", ONE, mapped([APEX, SHOP])),
  change("a domain without a zone is added to a map", ONE, mapped([APEX, "app.example.com"])),
  change("a domain is added to a map before the others", ONE, mapped([WWW, APEX])),
  change("a domain is removed from a map", FINISHED, ONE, goneFrom(WWW)),
  change("the first domain of a map is removed", FINISHED, mapped([WWW]), goneFrom(APEX)),
  change("all domains of a map are replaced", FINISHED, mapped([NEW]), goneFrom(APEX, WWW)),
  change("the domains of a map are reordered", FINISHED, mapped([WWW, APEX])),
  change("a wildcard is added to a map", ONE, WILD),
  change("a wildcard is removed from a map", WILD, ONE, goneFrom(`sample.${APEX}`)),
  { ...change("a host below a wildcard of a map is added", WILD, ALL), prepare: askedFor(WWW) },
  { ...change("a host below a wildcard of a map is removed", ALL, WILD), prepare: askedFor(WWW) },
  change("a wildcard above a host of a map is added", FINISHED, mapped([APEX, WWW, WILDCARD])),
  change("a wildcard above a host of a map is removed", ALL, FINISHED, goneFrom(`sample.${APEX}`)),
  inPlace("a certificate of your own in a map is renewed", ENTRIES, owned("certificate.pem"), owned("renewed.pem")),
  inPlace("a map gets another name in Google Cloud", HTTPS_PROXY, FINISHED, mapped(DOMAINS, { name: "company-map" })),
  inPlace("a map gets a description", EVERYTHING, FINISHED, mapped(DOMAINS, { description: "the shop" })),
  change("a map is renamed, with renamed", FINISHED, mapped(DOMAINS, {}, "Tls", true)),
  careless("a map is renamed, in one step", "outage", FINISHED, mapped(DOMAINS, {}, "Tls")),
  ...stages,
];
