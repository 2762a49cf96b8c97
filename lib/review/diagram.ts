import { redirectWords } from "./actions";
import { hasIap } from "../app/access";
import { blocks } from "../app/terraform-json";
import { targetsOf } from "./backends";
import { LoadBalancer } from "./load-balancers";
import { Resource, Stack } from "../app/stack";
import { errorServicesIn, servicesIn } from "./url-map";
import { Block, flag, text, texts, toNumber } from "../app/values";
import { unique } from "./values";

/** A box of the diagram. */
export interface Box {
  readonly id: string;
  readonly lines: readonly string[];
}

/** An arrow of the diagram. */
export interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly label: string;
}

/** What is connected to what. */
export interface Diagram {
  readonly boxes: readonly Box[];
  readonly arrows: readonly Arrow[];
}

/** GitHub does not draw a Mermaid diagram with more arrows or a longer text. */
const MAX_ARROWS = 500;
const MAX_LENGTH = 50_000;
/** The maximum length of a line in a diagram of Graphviz. */
const MAX_LINE = 32;
/** The maximum number of paths that are written at an arrow. */
const MAX_PATHS = 4;

/** A load balancer from its visitors to its services. */
export function diagramOf(loadBalancer: LoadBalancer): Diagram {
  const boxes = new Map<string, Box>();
  const arrows: Arrow[] = [];
  const box = (id: string, ...lines: string[]) => {
    boxes.set(id, { id, lines });
    return id;
  };
  const arrow = (from: string, to: string, label = "") => arrows.push({ from, to, label });
  const visitors = box("visitors", "visitors");
  for (const { scheme, port, urlMap, httpsRedirect, proxy } of loadBalancer.frontEnds) {
    const target = httpsRedirect
      ? box(idOf("redirect", proxy?.name ?? port), "redirect to HTTPS")
      : box(idOf("map", urlMap?.name ?? "elsewhere"), "URL map", urlMap?.name ?? "created outside this stack");
    arrow(visitors, target, `${scheme} :${port}`);
  }
  for (const map of loadBalancer.urlMaps) {
    for (const [host, words] of redirectsOf(map)) {
      arrow(idOf("map", map.name), box(idOf("redirect", words), ...plainText(words).split(" to ", 2)), host);
    }
    for (const [backend, paths] of pathsOf(map)) {
      const id = box(idOf("backend", backend.name), "backend", backend.name, ...protection(backend));
      arrow(idOf("map", map.name), id, shortened(paths));
      if (!backend.existing) {
        for (const { region, platform, label, identity } of targetsOf(backend)) {
          const service = idOf("target", `${region ?? ""}-${identity}`);
          arrow(id, box(service, platform, plainText(label), ...(region === undefined ? [] : [region])));
        }
      }
    }
  }
  return { boxes: [...boxes.values()], arrows: uniqueArrows(arrows) };
}

/** The diagram in Mermaid, which GitHub draws; empty where it would be too large for GitHub. */
export function mermaid({ boxes, arrows }: Diagram): string {
  const quoted = (value: string) =>
    `"${value.replace(/[#"<>&`]/g, (character) => `#${character.charCodeAt(0)};`).replace(/\n/g, "<br/>")}"`;
  const lines = [
    "graph LR",
    ...boxes.map(({ id, lines: words }) => `  ${id}[${quoted(words.join("\n"))}]`),
    ...arrows.map(({ from, to, label }) => `  ${from} -->${label === "" ? "" : `|${quoted(label)}|`} ${to}`),
  ];
  const drawn = lines.join("\n");
  return arrows.length > MAX_ARROWS || drawn.length > MAX_LENGTH ? "" : `\`\`\`mermaid\n${drawn}\n\`\`\``;
}

/** Diagrams side by side in the language of Graphviz. */
export function dot(diagrams: readonly Diagram[]): string {
  const quoted = (value: string) => `"${value.replace(/[\\"]/g, "\\$&").replace(/\n/g, "\\n")}"`;
  const lines = diagrams.flatMap(({ boxes, arrows }, index) => {
    const id = (name: string) => quoted(diagrams.length === 1 ? name : `${index} ${name}`);
    return [
      ...boxes.map((box) => `  ${id(box.id)} [label=${quoted(box.lines.map(wrapped).join("\n"))}];`),
      ...arrows.map(
        ({ from, to, label }) =>
          `  ${id(from)} -> ${id(to)} [label=${quoted(label.split("\n").map(wrapped).join("\n"))}];`,
      ),
    ];
  });
  const style = 'fontname="Helvetica", fontsize=11';
  return [
    "digraph {",
    "  rankdir=LR;",
    `  node [shape=box, style=rounded, margin="0.25,0.08", ${style}];`,
    `  edge [${style}];`,
    ...lines,
    "}",
  ].join("\n");
}

/** A long name on several lines: other fonts are wider than the one that the boxes are made for. */
function wrapped(line: string): string {
  return line.replace(new RegExp(`(.{12,${MAX_LINE - 1}}[-./_ ]|.{${MAX_LINE}})(?=.)`, "g"), "$1\n");
}

/** A name for a box that stays the same when other boxes come and go. */
function idOf(kind: string, name: string): string {
  // an underscore stands for many characters, so the others are written out
  const plain = name.replace(/[^A-Za-z0-9]/g, (character) =>
    character === "-" ? "_" : `_${character.charCodeAt(0).toString(16)}_`,
  );
  return `${kind}_${plain}`;
}

function protection(backend: Resource): string[] {
  const { config } = backend;
  const armor = text(config.security_policy) !== undefined || text(config.edge_security_policy) !== undefined;
  const words = [
    ...(hasIap(backend) === true ? ["Identity-Aware Proxy"] : []),
    ...(armor ? ["Cloud Armor"] : []),
    ...(flag(config.enable_cdn) ? ["Cloud CDN"] : []),
  ];
  return words.length === 0 ? [] : [words.join(", ")];
}

/** The hosts of a URL map that only redirect, and where to. */
function redirectsOf({ config }: Resource): [host: string, words: string][] {
  const isOnly = (owner: Block) =>
    [owner.path_rule, owner.route_rules].every((rules) => blocks(rules).length === 0 && text(rules) === undefined);
  const matchers = blocks(config.path_matcher).filter(isOnly);
  const redirected = matchers.flatMap((matcher): [string, string][] => {
    const hosts = blocks(config.host_rule)
      .filter(({ path_matcher }) => text(path_matcher) === text(matcher.name))
      .flatMap(({ hosts: given }) => texts(given));
    return blocks(matcher.default_url_redirect).map((redirect) => [shortened(hosts), redirectWords(redirect)]);
  });
  const rest = blocks(config.default_url_redirect).map((redirect): [string, string] => [
    "default",
    redirectWords(redirect),
  ]);
  return [...redirected, ...rest];
}

/** The share of a backend in a traffic split, for an arrow. */
function shareOf(stack: Stack, action: Block, backend: Resource): string {
  const weighted = blocks(action.weighted_backend_services);
  const weights = weighted.map(({ weight }) => toNumber(weight ?? 0) ?? NaN);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const index = weighted.findIndex((share) => stack.meaningOf(share.backend_service).resources.includes(backend));
  return index === -1 || !(sum > 0) ? "" : ` ${Number(((weights[index] / sum) * 100).toFixed(2))} %`;
}

/** The paths that lead from a URL map to each of its backends. */
function pathsOf({ owner: stack, config }: Resource): Map<Resource, string[]> {
  const paths = new Map<Resource, string[]>();
  const lead = (value: unknown, ...labels: string[]) => {
    const backends = new Set(servicesIn(value).flatMap((service) => stack.meaningOf(service).resources));
    const action = actionIn(value);
    backends.forEach((backend) => {
      const share = shareOf(stack, action, backend);
      paths.set(backend, [...(paths.get(backend) ?? []), ...labels.map((label) => `${label}${share}`)]);
    });
  };
  const hosts = new Map<string | undefined, string[]>();
  for (const { path_matcher, hosts: given } of blocks(config.host_rule)) {
    const name = text(path_matcher);
    hosts.set(name, [...(hosts.get(name) ?? []), ...texts(given).filter((host) => host !== "*")]);
  }
  for (const matcher of blocks(config.path_matcher)) {
    const [first = "", ...others] = hosts.get(text(matcher.name)) ?? [];
    const prefix = others.length === 0 ? first : `${first} …`;
    blocks(matcher.path_rule).forEach((rule) => lead(rule, ...texts(rule.paths).map((path) => `${prefix}${path}`)));
    [...blocks(matcher.route_rules)]
      .sort((one, other) => (toNumber(one.priority) ?? 0) - (toNumber(other.priority) ?? 0))
      .forEach((rule) => lead(rule, ...blocks(rule.match_rules).map((match) => `${prefix}${shortMatch(match)}`)));
    lead(defaultOf(matcher), prefix || "default");
  }
  lead(defaultOf(config), "default");
  errorServicesIn(config).forEach((service) => lead({ service }, "error pages"));
  return paths;
}

function defaultOf({ default_service, default_route_action }: Block): Block {
  return { default_service, default_route_action };
}

/** The route action of a rule, or of a default. */
function actionIn(value: unknown): Block {
  return blocks(value).flatMap((part) => blocks(part.route_action ?? part.default_route_action))[0] ?? {};
}

function shortened(paths: readonly string[]): string {
  const all = unique(paths);
  const more = all.length - MAX_PATHS;
  return [...all.slice(0, MAX_PATHS), ...(more > 0 ? [`and ${more} more`] : [])].join("\n");
}

function shortMatch(match: Block): string {
  const prefix = text(match.prefix_match);
  const path = prefix === undefined ? (text(match.full_path_match) ?? text(match.path_template_match)) : `${prefix}*`;
  const hasMore = blocks(match.header_matches).length + blocks(match.query_parameter_matches).length > 0;
  return `${path ?? "/*"}${hasMore ? " if …" : ""}`;
}

function uniqueArrows(arrows: readonly Arrow[]): Arrow[] {
  return [...new Map(arrows.map((arrow) => [JSON.stringify(arrow), arrow])).values()];
}

/** A label without Markdown. */
function plainText(label: string): string {
  return label.replace(/`/g, "");
}
