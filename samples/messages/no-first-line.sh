math "$@"
