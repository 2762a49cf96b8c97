import { StackCommentJson } from "../app/terraform-json";
import { armorSection } from "./armor";
import { backendsSection } from "./backends";
import { mapsSection } from "./certificate-maps";
import { coveringCertificates } from "./certificates";
import { missingSection, writtenSection } from "./dns";
import { diagramOf, mermaid } from "./diagram";
import { accessSection, frontEndsSection } from "./access";
import { LoadBalancer, loadBalancersOf } from "./load-balancers";
import { code, list, section, table } from "./markdown";
import { servicesSection } from "./services";
import { Resource, Stack } from "../app/stack";
import { backendsOf, urlMapSection } from "./url-map";
import { listed, unique } from "./values";
import { warningsSection } from "./warnings";

/** The page that a reviewer reads before the JSON of a synthesized stack, in Markdown. */
export function pageOf(stack: Stack, comment: StackCommentJson = stack.comment): string {
  const loadBalancers = loadBalancersOf(stack);
  const routed = new Set<Resource>(loadBalancers.flatMap(({ urlMaps }) => urlMaps.flatMap(backendsOf)));
  const title = stack.name === undefined ? "# Review" : `# Review of ${code(stack.name)}`;
  const parts = [
    title,
    introduction(stack),
    warningsSection(comment),
    ...loadBalancers.map((loadBalancer) => loadBalancerSection(stack, loadBalancer)),
    mapsSection(stack, loadBalancers),
    writtenSection(stack),
    backendsSection(stack, routed),
    armorSection(stack),
    servicesSection(stack),
    accessSection(stack),
    countsSection(stack),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function introduction({ project }: Stack): string {
  const where = project === undefined ? "" : `, in project ${code(project)}`;
  return `What visitors will see when this stack is deployed${where}. Synth wrote this page from the Terraform JSON.`;
}

function loadBalancerSection(stack: Stack, loadBalancer: LoadBalancer): string {
  return section(
    `## Load balancer ${code(loadBalancer.title)}`,
    mermaid(diagramOf(loadBalancer)),
    domainsSection(loadBalancer),
    missingSection(stack, loadBalancer),
    frontEndsSection(loadBalancer),
    ...loadBalancer.urlMaps.map(urlMapSection),
  );
}

function domainsSection({ domains, certificates, frontEnds }: LoadBalancer): string {
  const isHttps = frontEnds.some(({ scheme }) => scheme !== "HTTP");
  const unread = certificates.filter((certificate) => certificate.domains === undefined);
  const rows = domains.map((domain) => {
    const covering = coveringCertificates(certificates, domain);
    const [label, kind] =
      covering.length > 0
        ? [covering.map((certificate) => certificate.label), unique(covering.map((certificate) => certificate.kind))]
        : !isHttps
          ? [["none"], ["HTTP only"]]
          : unread.length > 0
            ? [["perhaps one of the certificates below"], []]
            : [["**none**"], ["**visitors get a certificate error**"]];
    return [code(domain), label.join(", "), kind.join(", ")];
  });
  const others = unread.map(({ label, kind }) => `${label}: ${kind}, its domains are unknown in this stack`);
  const needing = certificates.filter(({ needsDns }) => needsDns);
  const which = needing.length === certificates.length ? "its certificates" : listed(needing.map(({ label }) => label));
  return section(
    "### Domains",
    table(["domain", "certificate", "kind"], rows),
    list(others),
    needing.length > 0
      ? `Google issues ${which} only after the DNS records of their domains point to this load balancer.`
      : "",
  );
}

function countsSection(stack: Stack): string {
  const types = stack.resources.map(({ type }) => type);
  const rows = unique(types).map((type) => [code(type), String(types.filter((other) => other === type).length)]);
  const total = rows.length > 1 ? [["all", String(types.length)]] : [];
  return section("## Resources", table(["type", "count"], [...rows, ...total]));
}
