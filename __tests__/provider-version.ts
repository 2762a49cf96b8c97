const { cdktf } = jest.requireActual<{ readonly cdktf: { readonly provider: { readonly version: string } } }>(
  "@cdktf/provider-google/package.json",
);

/** The version of the provider that the installed bindings are for. */
export const PROVIDER_VERSION = cdktf.provider.version;
/** The major version after it. */
export const NEXT_MAJOR = Number(PROVIDER_VERSION.split(".")[0]) + 1;
