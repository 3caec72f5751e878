'use strict';

const AWS = require('aws-sdk');

const table = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  const review = JSON.parse(event.body);
  review.id = Math.random().toString(36).slice(2);

  await table.update({
    TableName: process.env.PRODUCTS_TABLE,
    Key: { productId: event.pathParameters.productId },
    UpdateExpression: 'SET reviews = list_append(reviews, :review)',
    ExpressionAttributeValues: { ':review': [review] },
  }).promise();

  return { statusCode: 201, body: JSON.stringify(review) };
};
