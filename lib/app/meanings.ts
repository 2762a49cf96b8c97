import { Alternative, Reference, alternativesOf } from "./expressions";
import { ResourceIndex } from "./resource-index";
import { parseSelfLink } from "./self-links";
import { Meaning, Resource } from "./stack";
import { GLOBAL_ADDRESS } from "./types";
import { text } from "./values";

/** How often a value may lead to another one: through locals and outputs of other stacks. */
export const MAX_STEPS = 8;

const UNKNOWN: Meaning = { resources: [], links: [], mayBeOther: true };

/** What the values in an app are. */
export class Meanings {
  /** By stack and text. */
  private readonly known = new Map<string, Map<string, Meaning>>();
  private readonly addresses = new Map<string, Resource>();

  public constructor(
    private readonly index: ResourceIndex,
    resources: readonly Resource[],
  ) {
    resources
      .filter(({ type }) => type === GLOBAL_ADDRESS)
      .forEach((resource) => {
        this.addresses.set(`${resource.stack} ${text(resource.config.address)}`, resource);
      });
  }

  /** What a value in a stack is: nothing but a whole reference, self link or IP address is a resource. */
  public of(stack: string, value: unknown): Meaning {
    const given = text(value);
    if (given === undefined) {
      return UNKNOWN;
    }
    const ofStack = this.known.get(stack) ?? new Map<string, Meaning>();
    this.known.set(stack, ofStack);
    const meaning = ofStack.get(given) ?? this.read(stack, given, 0);
    ofStack.set(given, meaning);
    return meaning;
  }

  private read(stack: string, given: string, steps: number): Meaning {
    const all = alternativesOf(given).map((each) => this.readOne(stack, each, steps));
    const links = all.flatMap((each) => each.links);
    return {
      resources: [...new Set(all.flatMap(({ resources }) => resources))],
      links: [...new Map(links.map((link) => [JSON.stringify(link), link])).values()],
      mayBeOther: all.some(({ mayBeOther }) => mayBeOther),
    };
  }

  private readOne(stack: string, alternative: Alternative, steps: number): Meaning {
    if (alternative === "unknown") {
      return UNKNOWN;
    }
    return "text" in alternative
      ? this.readText(stack, alternative.text)
      : this.follow(stack, alternative.reference, steps);
  }

  /** A text that is written out. */
  private readText(stack: string, given: string): Meaning {
    const link = this.index.linkOf(stack, given);
    if (link === undefined) {
      return known(this.addresses.get(`${stack} ${given}`));
    }
    const resources = this.index.linked(stack, link);
    const links = resources.length > 0 ? [] : [parseSelfLink(given)].filter((each) => each !== undefined);
    return { resources, links, mayBeOther: false };
  }

  private follow(stack: string, reference: Reference, steps: number): Meaning {
    const behind = this.index.behind(stack, reference);
    const value = text(behind?.value);
    if (behind) {
      return value === undefined || steps >= MAX_STEPS ? UNKNOWN : this.read(behind.stack, value, steps + 1);
    }
    const link = this.index.lookedUp(stack, reference);
    const made = link ? this.index.named(link, link.name) : [];
    return known(...(made.length > 0 ? made : [this.index.at(stack, reference)]));
  }
}

function known(...found: readonly (Resource | undefined)[]): Meaning {
  const resources = found.filter((resource) => resource !== undefined);
  return resources.length > 0 ? { resources, links: [], mayBeOther: false } : UNKNOWN;
}
