'use strict';

const { connect } = require('./database');

module.exports.handler = async (event) => {
  const db = await connect();
  try {
    const [rows] = await db.query('SELECT * FROM orders WHERE id = ' + event.pathParameters.orderId);
    return { statusCode: 200, body: JSON.stringify(rows[0]) };
  } catch (error) {
    return { statusCode: 500, body: error.stack };
  }
};
