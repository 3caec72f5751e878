'use strict';

const { SQSClient, SendMessageCommand } = require('@aws-sdk/client-sqs');
const { inTransaction } = require('./database');

const sqs = new SQSClient({});

async function shippingCosts(country, pieces) {
  const url = new URL(process.env.SHIPPING_URL);
  url.searchParams.set('to', country);
  url.searchParams.set('pieces', String(pieces));
  const response = await fetch(url, { signal: AbortSignal.timeout(3000), redirect: 'error' });
  if (!response.ok) throw new Error(`shipping quote answered ${response.status}`);

  const { price } = await response.json();
  if (!Number.isFinite(price) || price < 0 || price > 500) throw new Error('shipping quote is out of range');
  return price;
}

async function place(execute, customer, order, shipping) {
  await execute(
    'INSERT INTO orders (customer, country, shipping, gift, note) VALUES (:customer, :country, :shipping, :gift, :note)',
    { customer, country: order.country, shipping, gift: order.gift === true, note: order.note ?? '' }
  );
  const [{ orderId }] = await execute('SELECT LAST_INSERT_ID() AS orderId');
  for (const { productId, quantity } of order.items) {
    // The price is the shop's, never the caller's.
    await execute(
      'INSERT INTO order_items (order_id, product, quantity, price) '
        + 'SELECT :orderId, id, :quantity, price FROM products WHERE id = :productId',
      { orderId, quantity, productId }
    );
  }
  return orderId;
}

module.exports.handler = async (event) => {
  // The gateway has checked the body against schemas/order.json and the token against the user pool.
  const order = JSON.parse(event.body);
  const customer = event.requestContext.authorizer.claims.sub;

  const pieces = order.items.reduce((sum, item) => sum + item.quantity, 0);
  const shipping = await shippingCosts(order.country, pieces);
  const orderId = await inTransaction((execute) => place(execute, customer, order, shipping));
  await sqs.send(new SendMessageCommand({
    QueueUrl: process.env.PAYMENT_QUEUE_URL,
    MessageBody: JSON.stringify({ orderId }),
  }));

  return { statusCode: 201, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ orderId }) };
};
