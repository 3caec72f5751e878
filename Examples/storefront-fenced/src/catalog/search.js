'use strict';

const { DynamoDBClient, QueryCommand } = require('@aws-sdk/client-dynamodb');
const { unmarshall } = require('@aws-sdk/util-dynamodb');

const dynamodb = new DynamoDBClient({});

module.exports.handler = async (event) => {
  const category = event.queryStringParameters?.category ?? '';
  if (!/^[a-z-]{1,40}$/.test(category)) return { statusCode: 400, body: 'not a category' };

  const { Items } = await dynamodb.send(new QueryCommand({
    TableName: process.env.PRODUCTS_TABLE,
    IndexName: 'byCategory',
    KeyConditionExpression: 'category = :category',
    ExpressionAttributeValues: { ':category': { S: category } },
    Limit: 100,
  }));
  return {
    statusCode: 200,
    headers: { 'Content-Type': 'application/json', 'X-Content-Type-Options': 'nosniff' },
    body: JSON.stringify(Items.map((item) => unmarshall(item))),
  };
};
