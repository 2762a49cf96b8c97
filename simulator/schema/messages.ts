import { protosOf } from "./google";

/** A field of a message, as protobuf.js writes it. */
export interface ProtoField {
  readonly type: string;
  readonly rule?: string;
  readonly keyType?: string;
  readonly options?: { readonly [option: string]: unknown };
}

/** A method of a service with its REST binding. */
export interface ProtoMethod {
  readonly requestType: string;
  readonly parsedOptions?: readonly { readonly [option: string]: unknown }[];
}

/** A package, service, message or enum of Google's schema. */
export interface ProtoNode {
  readonly nested?: { readonly [name: string]: ProtoNode };
  readonly fields?: { readonly [name: string]: ProtoField };
  readonly values?: { readonly [name: string]: number };
  readonly methods?: { readonly [name: string]: ProtoMethod };
}

/** A node and the names that lead to it, which are the scope for the names inside it. */
export interface Found {
  readonly node: ProtoNode;
  readonly scope: readonly string[];
}

/** The schema of one API. */
export class Schema {
  /** Google's own. */
  public static ofLibrary(library: string): Schema {
    return new Schema(protosOf(library));
  }

  public constructor(private readonly root: ProtoNode) {}

  /** The schema with fields of a message, or with a message, that Google's API knows and the library does not yet. */
  public withFields(fullName: string, fields: ProtoNode["fields"]): Schema {
    return new Schema(withFields(this.root, fullName.split("."), fields));
  }

  /** What a full name such as `google.cloud.run.v2.Service` stands for. */
  public get(fullName: string): Found {
    const found = this.find(fullName, []);
    if (!found) throw new Error(`${fullName} is not in the schema`);
    return found;
  }

  /** What a name stands for in a scope: the innermost scope that knows it decides, as in protobuf. */
  public find(name: string, scope: readonly string[]): Found | undefined {
    const names = name.split(".");
    for (let depth = scope.length; depth >= 0; depth--) {
      const path = [...scope.slice(0, depth), ...names];
      const node = this.walk(path);
      if (node) return { node, scope: path };
    }
    return undefined;
  }

  private walk(path: readonly string[]): ProtoNode | undefined {
    let node: ProtoNode | undefined = this.root;
    for (const name of path) node = node?.nested?.[name];
    return node;
  }
}

function withFields(node: ProtoNode, [name, ...below]: readonly string[], fields: ProtoNode["fields"]): ProtoNode {
  if (name === undefined) return { ...node, fields: { ...node.fields, ...fields } };
  const inner = node.nested?.[name] ?? {};
  return { ...node, nested: { ...node.nested, [name]: withFields(inner, below, fields) } };
}
