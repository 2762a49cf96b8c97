/**
 * Every public constructor, factory and method looks at what it is given, here in one place: what constructs read is as
 * its type says. Constructors ask for it by themselves, as their first statement; `guard` puts the same in front of all
 * factories and methods. Their types are in the table that `npm run shapes` writes.
 */
import { TerraformStack, Token, Tokenization } from "cdktf";
import { Construct } from "constructs";
import { wordedFor } from "../resource/findings";
import { markClass } from "../resource/mark";
import { Problem, refuseAt } from "../resource/refuse";
import { checkCall } from "../rules";
import { Fault, brokenOf, faultsIn, isBroken } from "./broken";
import { check } from "./check";
import { isOfType } from "./kinds";
import { SHAPES } from "./table";
import { userLine } from "../resource/user-line";
import { Field, fieldsOf, typeOf } from "./types";
import { otherFactory, propMeant } from "./words";

/** The one construct that is in no stack. */
const STACK = "EnvironmentStack";

/** A function that is a member of a class. */
type Member = (this: unknown, ...args: unknown[]) => unknown;

/** A class, or its prototype, with its members. */
type Members = object & { readonly [member: string]: Member };

/** What a construct was given, looked at before it is made. It is refused with the path that it would have. */
export function shaped<Props>(name: string, scope: unknown, id: unknown, props: Props): Props {
  const place = placeOf(name, scope, id, name !== STACK);
  const found: Fault[] = [];
  const { props: propsType = "any" } = SHAPES.classes[name].constructs ?? {};
  const [read] = checkArguments([{ name: "props", type: typeOf(propsType) }], [props], found);
  refuseFaults(place, found);
  return (read ?? {}) as Props;
}

/** What a method of a user's own class returned, looked at before it is read. */
export function shapedAs<T>(construct: Construct, what: string, type: string, value: T): T {
  const found: Fault[] = [];
  const read = check(what, typeOf(type), value, found);
  refuseFaults(construct.node.path, found);
  return read as T;
}

/** Marks all classes that are exported, and puts the look at what they are given in front of the factories and methods. */
export function guard(exported: object): void {
  for (const [name, { factories, methods }] of Object.entries(SHAPES.classes)) {
    const { [name]: type } = exported as { readonly [name: string]: Members & { readonly prototype: Members } };
    markClass(type.prototype, name);
    for (const [factory, parameters] of Object.entries(factories)) {
      const fields = fieldsOf(parameters);
      wrap(type, factory, fields[0]?.name === "scope" ? placed(name, fields) : free(name, type, factory, fields));
    }
    for (const [method, parameters] of Object.entries(methods)) {
      wrap(type.prototype, method, ofObject(name, method, fieldsOf(parameters)));
    }
  }
}

/** Looks at the arguments of a call, and makes it. */
type Guard = (original: Member, self: unknown, args: readonly unknown[]) => unknown;

function wrap(owner: Members, name: string, guarded: Guard): void {
  const original = owner[name];
  const value = function (this: unknown, ...args: unknown[]): unknown {
    return guarded(original, this, args);
  };
  Object.defineProperty(owner, name, { value, writable: true, configurable: true });
}

/** A factory of constructs. */
function placed(name: string, fields: readonly Field[]): Guard {
  return (original, self, args) => {
    const place = placeOf(name, args[0], args[1], true);
    const found: Fault[] = [];
    const read = checkArguments(fields.slice(2), args.slice(2), found);
    refuseFaults(place, found);
    return original.call(self, args[0], args[1], ...read);
  };
}

/** A factory of values. It has no place of its own: what takes its object refuses. */
function free(
  name: string,
  type: Members & { readonly prototype: Members },
  factory: string,
  fields: readonly Field[],
) {
  const guarded: Guard = (original, self, args) => {
    const found: Fault[] = [];
    const read = checkArguments(fields, args, found);
    found.push(...fields.flatMap((field, index) => propsOfOthers(name, factory, field, args[index])));
    return found.length > 0 ? brokenOf(type.prototype, `${name}.${factory}`, found) : original.apply(self, [...read]);
  };
  return guarded;
}

/** Options that only another factory of the class takes. */
function propsOfOthers(name: string, factory: string, { type }: Field, options: unknown): Fault[] {
  if (type.kind !== "struct" || !isOfType(type, options)) {
    return [];
  }
  const fields = SHAPES.structs[type.name];
  return Object.entries(options as object).flatMap(([prop, value]: [string, unknown]) => {
    const isKnown = value === undefined || Object.hasOwn(fields, prop) || propMeant(prop, fields, value) !== undefined;
    const wayOut = isKnown ? undefined : otherFactory(name, factory, prop, value);
    return wayOut === undefined ? [] : [{ call: "shape.name", what: prop, wanted: prop, value, wayOut }];
  });
}

function ofObject(name: string, method: string, fields: readonly Field[]): Guard {
  return (original, self, args) => {
    const ownId = Construct.isConstruct(self) ? fields.findIndex((field) => field.name === "id") : -1;
    const found = [
      ...(isBroken(self) ? faultsIn(self, "") : []),
      ...(ownId === -1 ? [] : idFaults("id", args[ownId], self as Construct)),
    ];
    const read = found.length > 0 ? args : checkArguments(fields, args, found);
    if (found.length > 0) {
      refuseFaults(Construct.isConstruct(self) ? self.node.path : withLine(`${name}.${method}`), found);
    }
    return original.apply(self, [...read]);
  };
}

/** The arguments as the call reads them. Of a struct, the props are named alone. */
function checkArguments(fields: readonly Field[], args: readonly unknown[], found: Fault[]): readonly unknown[] {
  return [
    ...fields.map(({ name, type }, index) => {
      const isStruct = type.kind === "struct" && isOfType(type, args[index]);
      return check(isStruct ? "" : name, type, args[index], found);
    }),
    ...args.slice(fields.length),
  ];
}

/** The path that a construct will have, if it can be made there. */
function placeOf(name: string, scope: unknown, id: unknown, needsStack: boolean): string {
  const isInStack =
    Construct.isConstruct(scope) && (!needsStack || scope.node.scopes.some((each) => TerraformStack.isStack(each)));
  if (!isInStack) {
    const wanted = needsStack ? "a construct in a stack" : "a construct";
    const wayOut = needsStack ? "pass one, such as this or the stack" : "pass the app";
    refuseFaults(withLine(name), [{ call: "shape.place", what: "scope", wanted, value: scope, wayOut }]);
  }
  const { path } = (scope as Construct).node;
  const place = path === "" ? withLine(name) : path;
  refuseFaults(place, idFaults(`the id of ${name}`, id, scope as Construct));
  return path === "" ? String(id) : `${path}/${String(id)}`;
}

function idFaults(what: string, id: unknown, scope: Construct): Fault[] {
  const wayOut = "choose an id that no other construct in the same scope has";
  if (typeof id !== "string" || id === "" || Token.isUnresolved(id)) {
    return [{ call: "shape.place", what, wanted: "a non-empty string that is known at synth", value: id, wayOut }];
  }
  const owner = scope.node.tryFindChild(id);
  const wanted = `another one than ${JSON.stringify(id)}, which the ${owner?.constructor.name ?? ""} in the same scope has`;
  return owner === undefined ? [] : [{ call: "shape.place", what, wanted, value: id, wayOut }];
}

/** What has no path: a class or call, and the line in the user's code. */
function withLine(what: string): string {
  const line = userLine(new Error().stack ?? "");
  return line === undefined ? what : `${what} at ${line}`;
}

function refuseFaults(place: string, faults: readonly Fault[]): void {
  refuseAt(place, faults.flatMap(problemsOf));
}

function problemsOf({ call, ...fault }: Fault): Problem[] {
  const value = Tokenization.isResolvable(fault.value) ? Token.asString(fault.value) : fault.value;
  return checkCall("error", call, { ...fault, value }).map(({ rule, text }) => ({
    rule,
    message: wordedFor(text, (argument) => argument),
  }));
}
