// Nest on Express, in plain JavaScript: a decorator is a function.
import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { port, routes, settings, webSockets } from './routes.mjs';

class Application {}
Module({})(Application);

const app = await NestFactory.create(Application, {
  logger: false,
  bodyParser: false,
  ...settings,
});
app.use(routes);
app.enableShutdownHooks();
webSockets(app.getHttpServer());
await app.listen(port, '127.0.0.1');
