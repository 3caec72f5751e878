'use strict';

const AWS = require('aws-sdk');

const table = new AWS.DynamoDB.DocumentClient();

module.exports.handler = async (event) => {
  const query = event.queryStringParameters || {};
  const { Items } = await table.scan({
    TableName: process.env.PRODUCTS_TABLE,
    FilterExpression: query.filter,
  }).promise();

  const wanted = new RegExp(query.q || '.*', 'i');
  const found = Items.filter((product) => wanted.test(product.name));
  return {
    statusCode: 200,
    headers: { 'Access-Control-Allow-Origin': '*', 'Content-Type': 'text/html' },
    body: `<h1>Results for ${query.q}</h1><pre>${JSON.stringify(found)}</pre>`,
  };
};
