'use strict';

const { execute } = require('./database');

module.exports.handler = async (event) => {
  const orderId = Number(event.pathParameters.orderId);
  if (!Number.isSafeInteger(orderId) || orderId < 1) return { statusCode: 400, body: 'not an order number' };

  const customer = event.requestContext.authorizer.claims.sub;
  const [order] = await execute(
    'SELECT id, country, shipping, status FROM orders WHERE id = :orderId AND customer = :customer',
    { orderId, customer }
  );
  if (!order) return { statusCode: 404, body: 'no such order' };
  return { statusCode: 200, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(order) };
};
