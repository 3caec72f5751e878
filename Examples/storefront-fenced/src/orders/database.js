'use strict';

const {
  RDSDataClient,
  BeginTransactionCommand,
  CommitTransactionCommand,
  ExecuteStatementCommand,
  RollbackTransactionCommand,
} = require('@aws-sdk/client-rds-data');

const client = new RDSDataClient({});
const cluster = { resourceArn: process.env.DB_CLUSTER_ARN, secretArn: process.env.DB_SECRET_ARN };
const database = 'orders';

function field(value) {
  if (typeof value === 'boolean') return { booleanValue: value };
  if (typeof value === 'number') return Number.isSafeInteger(value) ? { longValue: value } : { doubleValue: value };
  return { stringValue: value };
}

// Runs one statement, whose values stand in it as `:name`, and returns its rows as objects.
async function execute(sql, values = {}, transactionId = undefined) {
  const { formattedRecords } = await client.send(new ExecuteStatementCommand({
    ...cluster,
    database,
    transactionId,
    sql,
    parameters: Object.entries(values).map(([name, value]) => ({ name, value: field(value) })),
    formatRecordsAs: 'JSON',
  }));
  return formattedRecords ? JSON.parse(formattedRecords) : [];
}

// Hands `work` an `execute` whose statements all take effect, or none of them.
async function inTransaction(work) {
  const { transactionId } = await client.send(new BeginTransactionCommand({ ...cluster, database }));
  try {
    const result = await work((sql, values) => execute(sql, values, transactionId));
    await client.send(new CommitTransactionCommand({ ...cluster, transactionId }));
    return result;
  } catch (error) {
    // The first error is the one to tell; what is not rolled back here, Aurora rolls back after three minutes.
    await client.send(new RollbackTransactionCommand({ ...cluster, transactionId })).catch((failure) => {
      console.warn('rollback failed', failure.name);
    });
    throw error;
  }
}

module.exports = { execute, inTransaction };
