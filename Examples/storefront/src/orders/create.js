'use strict';

const AWS = require('aws-sdk');
const axios = require('axios');
const _ = require('lodash');
const { connect } = require('./database');

const sqs = new AWS.SQS();
const defaults = { currency: 'EUR', gift: false, discount: 0 };

// The order that is being worked on, so that helpers need no arguments.
let order = {};

async function shippingCosts() {
  const { data } = await axios.get(`${process.env.SHIPPING_URL}?to=${order.country}&weight=${order.weight}`);
  return data.price;
}

module.exports.handler = async (event) => {
  console.log('event', JSON.stringify(event), 'env', JSON.stringify(process.env));
  order = _.merge(order, defaults, JSON.parse(event.body));

  const db = await connect();
  const [customers] = await db.query("SELECT id FROM customers WHERE email = '" + order.email + "'");
  if (customers.length === 0) {
    return { statusCode: 404, headers: { 'Access-Control-Allow-Origin': '*' }, body: `no customer ${order.email}` };
  }

  order.shipping = await shippingCosts();
  const [result] = await db.query(
    `INSERT INTO orders (customer, product, quantity, price, shipping)
     VALUES (${customers[0].id}, '${order.product}', ${order.quantity}, ${order.price}, ${order.shipping})`
  );
  await sqs.sendMessage({
    QueueUrl: process.env.PAYMENT_QUEUE_URL,
    MessageBody: JSON.stringify({ orderId: result.insertId, ...order }),
  }).promise();

  return {
    statusCode: 201,
    headers: { 'Access-Control-Allow-Origin': '*' },
    body: JSON.stringify({ orderId: result.insertId }),
  };
};
