/** What is particular about a serverless platform. */
interface ServerlessPlatform {
  /** How our props call it. */
  readonly kind: string;
  /** The placeholders of its URL masks. */
  readonly placeholders: readonly string[];
  /** The placeholder that a URL mask needs, unless the argument of that name says the same. */
  readonly required?: string;
  /** Whether a backend service has it in one region only. */
  readonly isOfOneRegion: boolean;
}

/** The serverless platforms, by the block of a network endpoint group that names the target. */
export const SERVERLESS_PLATFORMS = {
  cloud_run: {
    kind: "CLOUD_RUN",
    placeholders: ["<service>", "<tag>"],
    required: "<service>",
    isOfOneRegion: false,
  },
  cloud_function: {
    kind: "CLOUD_FUNCTION",
    placeholders: ["<function>"],
    required: "<function>",
    isOfOneRegion: false,
  },
  app_engine: {
    kind: "APP_ENGINE",
    placeholders: ["<service>", "<version>"],
    isOfOneRegion: true,
  },
} as const satisfies { readonly [block: string]: ServerlessPlatform };

/** The name of a serverless platform. */
export type Platform = keyof typeof SERVERLESS_PLATFORMS;

/** The names of all serverless platforms. */
export const PLATFORMS = Object.keys(SERVERLESS_PLATFORMS) as readonly Platform[];

/** What is particular about a platform. */
export function platform(name: Platform): ServerlessPlatform {
  return SERVERLESS_PLATFORMS[name];
}
