import { ApiError, badRequest } from "../errors";
import { isObject, Json, JsonObject } from "../json";
import { Found, ProtoField, ProtoNode, Schema } from "./messages";

/** Messages whose JSON form is not that of an object with their fields. */
const wellKnown: { readonly [type: string]: "text" | "anything" } = {
  "google.protobuf.Duration": "text",
  "google.protobuf.Timestamp": "text",
  "google.protobuf.FieldMask": "text",
  "google.protobuf.Any": "anything",
  "google.protobuf.Struct": "anything",
  "google.protobuf.Value": "anything",
};

const integers: { readonly [type: string]: readonly [min: number, max: number] } = {
  int32: [-(2 ** 31), 2 ** 31 - 1],
  uint32: [0, 2 ** 32 - 1],
  int64: [-(2 ** 63), 2 ** 63],
  uint64: [0, 2 ** 64],
};

/**
 * Checks a request's message against Google's schema, and returns it as Google keeps it: 64-bit numbers as text, and
 * without nulls, which Google lets pass even in fields that it does not know. At the top a null stays: a PATCH clears
 * fields by it.
 */
export function checkMessage(schema: Schema, type: Found, value: Json, path: string, keepNulls = false): JsonObject {
  if (!isObject(value)) throw wrongValue(path, type.scope.join("."), value);
  const checked: JsonObject = {};
  for (const [name, entry] of Object.entries(value)) {
    const field = type.node.fields?.[name];
    if (entry === null && field && keepNulls) checked[name] = null;
    if (entry === null || entry === undefined) continue;
    if (!field) throw unknownName(name, path);
    checked[name] = new FieldCheck(schema, type, name, field).check(entry, `${path}.${snakeCase(name)}`);
  }
  return checked;
}

class FieldCheck {
  public constructor(
    private readonly schema: Schema,
    private readonly owner: Found,
    private readonly name: string,
    private readonly field: ProtoField,
  ) {}

  public check(value: Json, path: string): Json {
    if (this.field.keyType !== undefined) return this.checkMap(value, path);
    if (this.field.rule !== "repeated") return this.checkOne(value, path);
    if (!Array.isArray(value)) throw wrongValue(path, this.field.type, value);
    return value.map((entry, index) => this.checkOne(entry, `${path}[${index}]`));
  }

  private checkMap(value: Json, path: string): Json {
    if (!isObject(value)) throw wrongValue(path, "map", value);
    const entries = Object.entries(value).map(([key, entry]) => [key, this.checkOne(entry ?? "", `${path}[${key}]`)]);
    return Object.fromEntries(entries) as JsonObject;
  }

  private checkOne(value: Json, path: string): Json {
    const { type } = this.field;
    if (type === "string" || type === "bytes") return this.checkText(value, path);
    if (type === "bool") return typeof value === "boolean" ? value : fail(path, "TYPE_BOOL", value);
    if (type in integers) return checkInteger(type, value, path);
    if (type === "float" || type === "double") return checkFloat(type, value, path);
    return this.checkNamed(value, path);
  }

  /** Compute keeps enums in text fields, with the values in an enum named after the field. */
  private checkText(value: Json, path: string): Json {
    if (typeof value !== "string") throw wrongValue(path, "TYPE_STRING", value);
    const values = enumOfField(this.owner.node, this.name)?.values;
    if (values && value !== "" && !(value in values)) {
      throw wrongValue(path, `type.googleapis.com/${this.owner.scope.join(".")}.${this.name}`, value);
    }
    return value;
  }

  private checkNamed(value: Json, path: string): Json {
    const found = this.schema.find(this.field.type, this.owner.scope);
    if (!found) throw new Error(`the schema lacks ${this.field.type}`);
    const special = wellKnown[found.scope.join(".")];
    if (special === "anything") return value;
    if (special === "text") return typeof value === "string" ? value : fail(path, "TYPE_STRING", value);
    if (!found.node.values) return checkMessage(this.schema, found, value, path);
    if (typeof value === "string" && value in found.node.values) return value;
    throw wrongValue(path, `type.googleapis.com/${found.scope.join(".")}`, value);
  }
}

function enumOfField(owner: ProtoNode, field: string): ProtoNode | undefined {
  const wanted = field.toLowerCase();
  const name = Object.keys(owner.nested ?? {}).find((nested) => {
    const lower = nested.toLowerCase();
    return lower === wanted || lower === `${wanted}enum`;
  });
  return name === undefined ? undefined : owner.nested?.[name];
}

function checkInteger(type: string, value: Json, path: string): Json {
  const [min, max] = integers[type];
  const parsed = typeof value === "string" && /^-?\d+$/.test(value) ? Number(value) : value;
  if (typeof parsed !== "number" || !Number.isInteger(parsed) || parsed < min || parsed > max) {
    throw wrongValue(path, `TYPE_${type.toUpperCase()}`, value);
  }
  return type.endsWith("64") ? (typeof value === "string" ? value : String(parsed)) : parsed;
}

function checkFloat(type: string, value: Json, path: string): Json {
  return typeof value === "number" ? value : fail(path, `TYPE_${type.toUpperCase()}`, value);
}

function fail(path: string, type: string, value: Json): never {
  throw wrongValue(path, type, value);
}

function wrongValue(path: string, type: string, value: Json): ApiError {
  return badRequest(path, `Invalid value at '${path}' (${type}), ${JSON.stringify(value)}`);
}

function unknownName(name: string, path: string): ApiError {
  return badRequest(path, `Invalid JSON payload received. Unknown name "${name}" at '${path}': Cannot find field.`);
}

/** The name of a field in Google's messages: `cdnPolicy` is `cdn_policy`. */
function snakeCase(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase();
}
