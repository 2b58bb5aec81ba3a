# List the processes of this machine whose arguments contain RKCONF_TEXT: their number and arguments, one per line.
# A line in front of this script sets the text, so that no process of the script has it among its arguments.
export RKCONF_TEXT
{
    ps -A -o pid= -o args= 2>/dev/null || ps ax -o pid= -o args= 2>/dev/null ||
        for file in /proc/[0-9]*/cmdline; do
            number=${file#/proc/}
            echo "${number%/cmdline} $(tr '\0' ' ' <"$file" 2>/dev/null)"
        done
} | awk 'index($0, ENVIRON["RKCONF_TEXT"])'
