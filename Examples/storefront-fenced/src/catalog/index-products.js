'use strict';

const { DynamoDBClient, UpdateItemCommand } = require('@aws-sdk/client-dynamodb');
const { unmarshall } = require('@aws-sdk/util-dynamodb');

const dynamodb = new DynamoDBClient({});
const longestName = 200;
const isProductId = /^[A-Za-z0-9-]{1,64}$/;

module.exports.handler = async (event) => {
  for (const record of event.Records) {
    if (!record.dynamodb.NewImage) continue;
    const { productId, name } = unmarshall(record.dynamodb.NewImage);
    if (!isProductId.test(productId)) continue;
    const words = new Set(String(name).slice(0, longestName).toLowerCase().match(/[a-z0-9]{2,40}/g));
    for (const word of words) {
      await dynamodb.send(new UpdateItemCommand({
        TableName: process.env.SEARCH_TABLE,
        Key: { word: { S: word } },
        UpdateExpression: 'ADD products :product',
        ExpressionAttributeValues: { ':product': { SS: [productId] } },
      }));
    }
  }
};
