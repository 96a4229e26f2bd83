// Decorators called as the functions that they are: Node runs no decorator syntax.
import 'reflect-metadata';
import { setTimeout as pause } from 'node:timers/promises';
import { Controller, Get, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

class Routes {
  fast() {
    return 'hello\n';
  }

  slow() {
    return pause(1_500, 'slow\n');
  }
}
const method = (name) => Object.getOwnPropertyDescriptor(Routes.prototype, name);
Get('/')(Routes.prototype, 'fast', method('fast'));
Get('/slow')(Routes.prototype, 'slow', method('slow'));
Controller()(Routes);

class App {}
Module({ controllers: [Routes] })(App);

export const createApp = () => NestFactory.create(App, { logger: ['error', 'warn'] });
