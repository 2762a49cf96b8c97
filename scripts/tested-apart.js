/** A reporter of jest that says what `npm test` leaves out, since it takes minutes or needs more than Node.js. */
module.exports = class TestedApart {
  onRunComplete() {
    console.error(`Tested apart:
  npm run test:deploy      deploys with the real Terraform
  npm run test:witnesses   synth against the simulated Google Cloud
  npm run test:package     the packed package, installed and used
  npm run test:compat      API and names against the last release
  npm run test:cdktn       all of this on CDK Terrain
  npm run test:languages   Python, Java, Go, C#`);
  }
};
