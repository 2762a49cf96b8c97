import { Annotations } from "cdktf";
import { IConstruct } from "constructs";
import { googlePage } from "./rules/google-pages";

const acknowledgements = new WeakMap<IConstruct, Map<string, string>>();
const raised = new WeakMap<IConstruct, Set<string>>();

/**
 * The warnings of a construct and all below it.
 *
 * A warning is about something legal but suspicious. It is printed at synth, with the id of its rule, until it is
 * acknowledged with a reason.
 */
export class Warnings {
  /** The warnings of a construct and all below it. */
  public static of(construct: IConstruct): Warnings {
    return new Warnings(construct);
  }

  private constructor(private readonly construct: IConstruct) {}

  /**
   * Says that a warning is known and meant: it is not printed any more for this construct and all below it.
   *
   * @param id the rule's id as the warning prints it, such as `"CDN-16"`
   * @param reason why it is all right here, for the next reader; may not be empty
   */
  public acknowledge(id: string, reason: string): void {
    if (reason.trim() === "") {
      throw new Error(
        `[${this.construct.node.path}] ${id}: an acknowledgement needs a reason, got ""; say why the warning is all right here`,
      );
    }
    googlePage(id);
    const own = acknowledgements.get(this.construct) ?? new Map<string, string>();
    acknowledgements.set(this.construct, own.set(id, reason));
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
   * Prints a warning, once, unless it is acknowledged.
   *
   * @internal
   */
  public _raise(id: string, text: string): void {
    const own = raised.get(this.construct) ?? new Set<string>();
    raised.set(this.construct, own);
    if (own.has(id + text) || this.isAcknowledged(id)) {
      return;
    }
    own.add(id + text);
    Annotations.of(this.construct).addWarning(
      `${id}: ${text} (${googlePage(id)}); if it is meant: Warnings.of(construct).acknowledge("${id}", "the reason")`,
    );
  }

  private isAcknowledged(id: string): boolean {
    return this.construct.node.scopes.some((scope) => acknowledgements.get(scope)?.has(id));
  }
}
