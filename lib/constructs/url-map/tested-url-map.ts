import { ComputeUrlMap, ComputeUrlMapTest } from "@cdktf/provider-google/lib/compute-url-map";
import { UrlMapJson } from "../../routing";
import { synthesized } from "../../resource/synthesized";

/**
 * The Terraform resource of a URL map, with tests that are made when it is synthesized: they hang on all that was added
 * to it, and on overrides. Tests that a user puts into the resource take their place, those of an override
 * stand beside them.
 */
export class TestedUrlMap extends ComputeUrlMap {
  private makeTests?: (urlMap: UrlMapJson) => ComputeUrlMapTest[];
  private made?: ComputeUrlMapTest[];
  private madeFor?: UrlMapJson;
  private isRead = false;

  /** Says how the tests are made. */
  public testWith(makeTests: (urlMap: UrlMapJson) => ComputeUrlMapTest[]): void {
    this.makeTests = makeTests;
  }

  /** The URL map as it stands in the synthesized Terraform JSON, but for the tests that are made of it. */
  public synthesized(): UrlMapJson {
    this.isRead = true;
    try {
      if (this.testInput === this.made) {
        this.resetTest();
      }
      return synthesized(this);
    } finally {
      this.isRead = false;
    }
  }

  protected override synthesizeAttributes(): { [name: string]: unknown } {
    this.refreshTests();
    return super.synthesizeAttributes();
  }

  protected override synthesizeHclAttributes(): { [name: string]: unknown } {
    this.refreshTests();
    return super.synthesizeHclAttributes();
  }

  private refreshTests(): void {
    if (this.isRead || this.makeTests === undefined || (this.testInput !== undefined && this.testInput !== this.made)) {
      return;
    }
    const json = this.synthesized();
    if (this.made === undefined || this.madeFor !== json) {
      this.made = this.makeTests(json);
      this.madeFor = json;
    }
    if (this.made.length > 0) {
      this.putTest(this.made);
    }
  }
}
