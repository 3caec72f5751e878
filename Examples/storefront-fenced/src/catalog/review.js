'use strict';

const { randomUUID } = require('node:crypto');
const { DynamoDBClient, PutItemCommand } = require('@aws-sdk/client-dynamodb');
const { marshall } = require('@aws-sdk/util-dynamodb');

const dynamodb = new DynamoDBClient({});

module.exports.handler = async (event) => {
  const { productId } = event.pathParameters;
  if (!/^[a-z0-9-]{1,40}$/.test(productId)) return { statusCode: 400, body: 'not a product' };

  // The gateway has checked the body against schemas/review.json.
  const { rating, title = '', text, photos = [] } = JSON.parse(event.body);
  const review = {
    productId, reviewId: randomUUID(), author: event.requestContext.authorizer.claims.sub, rating, title, text, photos,
  };
  await dynamodb.send(new PutItemCommand({ TableName: process.env.REVIEWS_TABLE, Item: marshall(review) }));

  return { statusCode: 201, body: JSON.stringify({ reviewId: review.reviewId }) };
};
