import { ComputeSecurityPolicyAdvancedOptionsConfigJsonCustomConfig } from "@cdktf/provider-google/lib/compute-security-policy";

/** The content types of which Cloud Armor parses bodies by itself. */
const JSON_TYPES = ["application/json"];

/** Options of the mode `JsonParsing.standard`. */
export interface StandardJsonParsingOptions {
  /**
   * The content types of the request bodies that are parsed as JSON, such as `"application/vnd.api+json"`, without
   * parameters. The list replaces the default.
   *
   * @default - Bodies of the content type application/json are parsed.
   */
  readonly contentTypes?: string[];
}

/**
 * How preconfigured WAF rules read request bodies in JSON.
 *
 * @see https://docs.cloud.google.com/armor/docs/content-parsing
 */
export class JsonParsing {
  /** Parses request bodies in JSON. */
  public static standard(options: StandardJsonParsingOptions = {}): JsonParsing {
    // left out, Terraform's provider keeps those of before
    return new JsonParsing("STANDARD", { contentTypes: options.contentTypes ?? JSON_TYPES });
  }

  /** Parses request bodies in JSON, and the GraphQL operations in them. */
  public static standardWithGraphql(): JsonParsing {
    return new JsonParsing("STANDARD_WITH_GRAPHQL");
  }

  private constructor(
    /** @internal */
    public readonly _mode: string,
    /** @internal */
    public readonly _customConfig?: ComputeSecurityPolicyAdvancedOptionsConfigJsonCustomConfig,
  ) {}
}
