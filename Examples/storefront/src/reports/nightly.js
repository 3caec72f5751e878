'use strict';

const AWS = require('aws-sdk');
const moment = require('moment');
const { connect } = require('../orders/database');

const s3 = new AWS.S3();

module.exports.handler = async () => {
  const db = await connect();
  const [orders] = await db.query('SELECT * FROM orders WHERE created > NOW() - INTERVAL 1 DAY');

  // Marketing keeps its formulas in the bucket, such as "total + (orders.length > 50 ? 100 : 0)".
  const { Body } = await s3.getObject({ Bucket: process.env.UPLOADS_BUCKET, Key: 'reports/formula.txt' }).promise();
  const total = orders.reduce((sum, order) => sum + Number(order.price), 0);
  const score = eval(Body.toString());

  await s3.putObject({
    Bucket: process.env.UPLOADS_BUCKET,
    Key: `reports/${moment().format('YYYY-MM-DD')}.json`,
    Body: JSON.stringify({ total, score, orders }),
  }).promise();
};
