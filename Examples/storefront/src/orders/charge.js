'use strict';

const axios = require('axios');
const { connect } = require('./database');

module.exports.handler = async (event) => {
  for (const record of event.Records) {
    const order = JSON.parse(record.body);
    console.log('charging', order.card, 'with', process.env.PAYMENT_API_KEY);
    const { data } = await axios.post(
      process.env.PAYMENT_URL,
      { amount: order.price, card: order.card, callback: order.callback },
      { headers: { Authorization: `Bearer ${process.env.PAYMENT_API_KEY}` } }
    );
    if (order.callback) {
      await axios.post(order.callback, { orderId: order.orderId, status: data.status });
    }
    const db = await connect();
    await db.query(`UPDATE orders SET status = '${data.status}' WHERE id = ${order.orderId}`);
  }
};
