import { Annotations, DefaultTokenResolver, StringConcat, Tokenization } from "cdktf";
import { IConstruct } from "constructs";
import { checkCall } from "../rules";
import { worded } from "../rules/text";
import { refuse } from "./refuse";
import { didYouMean } from "../rules/nearest";
import { ALL, WARNING_RULES, googlePage, isWarning } from "../rules/catalogue";
import { UnusedAcknowledgementJson, WarningJson } from "../app/terraform-json";

const TOKEN_RESOLVER = new DefaultTokenResolver(new StringConcat());

/** The reason with which a user acknowledged a warning, and whether there was such a warning. */
interface Acknowledgement {
  readonly reason: string;
  isUsed: boolean;
}

const acknowledgements = new WeakMap<IConstruct, Map<string, Acknowledgement>>();
const raised = new WeakMap<IConstruct, Map<string, WarningJson>>();

/**
 * The warnings of a construct and of all constructs inside it.
 *
 * A warning reports something that is legal but suspicious. It is printed at synth, with the id of its rule, until you
 * acknowledge it with a reason. The comment in the synthesized stack lists the warnings and the reasons.
 */
export class Warnings {
  /** Returns the warnings of a construct and of all constructs inside it. */
  public static of(construct: IConstruct): Warnings {
    return new Warnings(construct);
  }

  /**
   * The warnings that were raised for a construct alone, acknowledged ones too.
   *
   * @internal
   */
  public static _raised(this: void, construct: IConstruct): WarningJson[] {
    return [...(raised.get(construct)?.values() ?? [])];
  }

  /**
   * What was acknowledged for a construct alone, and whether there was a warning for it.
   *
   * @internal
   */
  public static _acknowledged(
    this: void,
    construct: IConstruct,
  ): (UnusedAcknowledgementJson & { readonly isUsed: boolean })[] {
    const own = acknowledgements.get(construct);
    return own ? [...own].map(([id, acknowledgement]) => ({ id, path: construct.node.path, ...acknowledgement })) : [];
  }

  private constructor(private readonly construct: IConstruct) {}

  /**
   * Acknowledges a warning as intended: the warning is no longer printed for this construct and all constructs inside
   * it.
   *
   * @param id The id of the rule as the warning prints it, such as `"CDN-16"`.
   * @param reason The reason why the warning can be ignored here, for others who read the code. The reason cannot be
   * empty.
   */
  public acknowledge(id: string, reason: string): void {
    const wrong = [...(reason.trim() === "" ? [noReason(id, reason)] : []), ...(isWarning(id) ? [] : [noWarning(id)])];
    refuse(
      this.construct,
      wrong
        .flatMap((given) => checkCall("error", "Warnings.acknowledge", given))
        .map(({ rule, text }) => ({ rule, message: worded(text) })),
    );
    const own = acknowledgements.get(this.construct) ?? new Map<string, Acknowledgement>();
    acknowledgements.set(this.construct, own.set(id, { reason, isUsed: false }));
  }

  /**
   * Adds a warning, if there is one.
   *
   * @internal
   */
  public _add(id: string, text: string | undefined): void {
    if (text !== undefined) {
      this._addAtSynth(id, () => text);
    }
  }

  /**
   * Adds a warning that is decided at synth, when all that is added later is known.
   *
   * @internal
   */
  public _addAtSynth(id: string, text: () => string | undefined): void {
    this.construct.node.addValidation({
      validate: () => {
        const found = text();
        if (found !== undefined) {
          this._raise(id, found);
        }
        return [];
      },
    });
  }

  /**
   * Keeps a warning, once, and prints it unless it is acknowledged.
   *
   * @internal
   */
  public _raise(id: string, rawText: string): void {
    const text = this.withoutTokens(rawText);
    const own = raised.get(this.construct) ?? new Map<string, WarningJson>();
    raised.set(this.construct, own);
    if (own.has(`${id} ${text}`)) {
      return;
    }
    const { path } = this.construct.node;
    const acknowledgement = this.acknowledgement(id);
    if (acknowledgement !== undefined) {
      acknowledgement.isUsed = true;
      own.set(`${id} ${text}`, { id, path, text, acknowledged: acknowledgement.reason });
      return;
    }
    own.set(`${id} ${text}`, { id, path, text });
    Annotations.of(this.construct).addWarning(
      `${id}: ${text} (${googlePage(id)}); if this is intended, acknowledge it: Warnings.of(construct).acknowledge("${id}", "the reason")`,
    );
  }

  /** The nearest acknowledgement: of the construct itself before that of its stack. */
  private acknowledgement(id: string): Acknowledgement | undefined {
    const found = this.construct.node.scopes.map((scope) => acknowledgements.get(scope)?.get(id));
    return found.filter((acknowledgement) => acknowledgement !== undefined).pop();
  }

  /** A text as Terraform would read it: what is a token while the app runs has a meaning nowhere else. */
  private withoutTokens(text: string): string {
    return String(Tokenization.resolve(text, { scope: this.construct, resolver: TOKEN_RESOLVER, preparing: false }));
  }
}

function noReason(id: string, reason: string) {
  const wayOut = "say why the warning is acceptable here";
  return { what: `an acknowledgement of ${id} needs a reason`, value: reason, wayOut };
}

/** Why an id cannot be acknowledged, and which similar ids can. */
function noWarning(id: string) {
  const meant = id.trim().toUpperCase();
  const [family] = meant.split("-");
  const ofFamily = WARNING_RULES.filter((rule) => rule.split("-")[0] === family);
  const hint =
    ofFamily.length === 0 || ofFamily.includes(meant)
      ? didYouMean(meant, WARNING_RULES, "copy the id from the printed warning")
      : `the warnings of its family are ${ofFamily.join(", ")}`;
  const what = Object.hasOwn(ALL, id) ? "a rule without a warning" : "an id that no rule has";
  return {
    what: `only a warning can be acknowledged, got ${JSON.stringify(id)}`,
    value: id,
    wayOut: `this is ${what}: ${hint}`,
  };
}
