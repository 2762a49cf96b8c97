import { Found, ProtoField, ProtoMethod, ProtoNode, Schema } from "./messages";

/** A node while it is built. */
interface Growing {
  nested?: { [name: string]: Growing };
  fields?: ProtoNode["fields"];
  values?: ProtoNode["values"];
  methods?: ProtoNode["methods"];
}

/** What of a schema some services need to check requests: their methods, and the messages that requests are made of. */
export function trimmed(schema: Schema, packageName: string, services: readonly string[]): ProtoNode {
  const root: Growing = {};
  const known = new Set<string>();
  const keep = ({ node, scope }: Found): void => {
    const name = scope.join(".");
    if (known.has(name)) return;
    known.add(name);
    const kept = grow(root, scope);
    if (node.values) kept.values = node.values;
    if (node.fields) kept.fields = fieldsOf(node.fields);
    for (const [inner, below] of Object.entries(node.nested ?? {})) {
      // Compute keeps the values of a text field in an enum beside it
      if (below.values) keep({ node: below, scope: [...scope, inner] });
    }
    for (const { type } of Object.values(node.fields ?? {})) {
      const found = schema.find(type, scope);
      if (found) keep(found);
    }
  };
  for (const service of services) {
    const { node, scope } = schema.get(`${packageName}.${service}`);
    grow(root, scope).methods = methodsOf(node.methods ?? {});
    for (const { requestType } of Object.values(node.methods ?? {})) {
      const found = schema.find(requestType, scope);
      if (found) keep(found);
    }
  }
  return root;
}

function grow(root: Growing, scope: readonly string[]): Growing {
  let node = root;
  for (const name of scope) {
    node.nested ??= {};
    node = node.nested[name] ??= {};
  }
  return node;
}

function fieldsOf(fields: { readonly [name: string]: ProtoField }): ProtoNode["fields"] {
  return mapped(fields, ({ type, rule, keyType }) => ({ type, rule, keyType }));
}

function methodsOf(methods: { readonly [name: string]: ProtoMethod }): ProtoNode["methods"] {
  return mapped(methods, ({ requestType, parsedOptions }) => ({
    requestType,
    parsedOptions: parsedOptions?.filter((option) => "(google.api.http)" in option),
  }));
}

function mapped<From, To>(entries: { readonly [name: string]: From }, change: (from: From) => To) {
  return Object.fromEntries(Object.entries(entries).map(([name, entry]) => [name, change(entry)]));
}
