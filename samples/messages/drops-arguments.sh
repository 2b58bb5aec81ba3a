#!/bin/sh
exec /usr/local/bin/math -mathlink
