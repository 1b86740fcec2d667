# A worker: reads an invocation from each line of standard input, and answers with a line on standard output.
# In a language that reads JSON this is shorter: python3 was not found when `leat init` wrote it.

field() { # the string or number of a name
  printf '%s\n' "$call" | sed "s/.*\"$1\":\"\{0,1\}\([^\",}]*\).*/\1/"
}

while IFS= read -r call; do
  if awk "BEGIN { exit !($(field reading) > $(field limit)) }"; then verdict="too warm"; else verdict="fine"; fi
  printf '{"invocation":"%s","products":[{"output":"verdict","value":"%s"}]}\n' "$(field invocation)" "$verdict"
done
