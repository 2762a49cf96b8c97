const { cdktf } = jest.requireActual<{ readonly cdktf: { readonly provider: { readonly version: string } } }>(
  "@cdktf/provider-google/package.json",
);

/** The version of the provider that the installed bindings are for. */
export const PROVIDER_VERSION = cdktf.provider.version;
