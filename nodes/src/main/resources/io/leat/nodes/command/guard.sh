# Reads "+ PID" and "- PID", a line for each worker that is started and that has ended. When its input ends with
# workers left, the engine died: they have had the end of their input too, get a moment, and then are ended with
# all that they started.
trap '' INT TERM HUP

family() {
  echo "$1"
  for child in $(ps -A -o pid= -o ppid= | awk -v parent="$1" '$2 == parent { print $1 }'); do
    family "$child"
  done
}

left=
while read -r sign pid; do
  case $sign in
    +) left="$left $pid" ;;
    -)
      others=
      for each in $left; do
        [ "$each" = "$pid" ] || others="$others $each"
      done
      left=$others
      ;;
  esac
done

families=
for each in $left; do
  families="$families $(family "$each")"
done
[ -z "$families" ] || { sleep 1; kill -9 $families 2>/dev/null; }
