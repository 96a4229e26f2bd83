import time

from flask import Flask

app = Flask(__name__)


@app.get('/')
def fast():
    return 'hello\n'


@app.get('/slow')
def slow():
    time.sleep(1.5)
    return 'slow\n'
