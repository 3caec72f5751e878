'use strict';

const { SecretsManagerClient, GetSecretValueCommand } = require('@aws-sdk/client-secrets-manager');

const client = new SecretsManagerClient({});
const keptFor = 5 * 60 * 1000;
const kept = new Map();

// Secrets stay in memory for five minutes, so that a rotated one is taken up without a deployment.
async function secret(name) {
  const known = kept.get(name);
  if (known && Date.now() - known.fetched < keptFor) return known.value;

  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: name }));
  const value = JSON.parse(SecretString);
  kept.set(name, { value, fetched: Date.now() });
  return value;
}

module.exports = { secret };
