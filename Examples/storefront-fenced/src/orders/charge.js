'use strict';

const { secret } = require('../secret');
const { execute } = require('./database');

const known = new Set(['paid', 'declined', 'pending']);

async function charge(orderId) {
  if (!Number.isSafeInteger(orderId)) throw new Error('not an order number');
  const { apiKey } = await secret(process.env.PAYMENT_SECRET_NAME);

  const [order] = await execute('SELECT total, payment_token FROM order_totals WHERE id = :orderId', { orderId });
  if (!order) throw new Error('no such order');
  const response = await fetch(process.env.PAYMENT_URL, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${apiKey}`,
      'Content-Type': 'application/json',
      'Idempotency-Key': `order-${orderId}`,
    },
    body: JSON.stringify({ amount: order.total, token: order.payment_token }),
    signal: AbortSignal.timeout(5000),
    redirect: 'error',
  });
  if (!response.ok) throw new Error(`payment answered ${response.status}`);
  const { status } = await response.json();
  if (!known.has(status)) throw new Error('payment answered an unknown status');
  await execute('UPDATE orders SET status = :status WHERE id = :orderId', { status, orderId });
}

module.exports.handler = async (event) => {
  const batchItemFailures = [];
  for (const record of event.Records) {
    try {
      await charge(JSON.parse(record.body).orderId);
    } catch (error) {
      console.error(JSON.stringify({ message: 'charge failed', messageId: record.messageId, reason: error.message }));
      batchItemFailures.push({ itemIdentifier: record.messageId });
    }
  }
  return { batchItemFailures };
};
