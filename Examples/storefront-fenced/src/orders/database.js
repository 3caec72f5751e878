'use strict';

const mysql = require('mysql2/promise');
const { secret } = require('../secret');

async function withConnection(work) {
  const { user, password } = await secret(process.env.DB_SECRET_NAME);
  const connection = await mysql.createConnection({
    host: process.env.DB_HOST,
    user,
    password,
    database: 'orders',
    ssl: { minVersion: 'TLSv1.2' },
  });
  try {
    return await work(connection);
  } finally {
    await connection.end();
  }
}

module.exports = { withConnection };
