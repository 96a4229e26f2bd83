import os

import uvicorn

from app import app

uvicorn.run(app, port=int(os.environ['PORT']), log_level='warning')
