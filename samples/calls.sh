# What the calls in the README and in docs/ have in common; once in each shell, in the folder that has the README:  . samples/calls.sh
# Wants curl, grep and GNU date. For a ./run with --port-offset 4000:  offset=4000; . samples/calls.sh
# and for one with --data:  data=DIR; . samples/calls.sh

host=http://127.0.0.1:$((8080 + ${offset:-0}))
network=http://127.0.0.1:$((8090 + ${offset:-0}))
orders=$host/tmf-api/productOrderingManagement/v4/productOrder
falloutTasks=$host/ops/v1/fallout-tasks
inventory=$host/tmf-api/productInventory/v4/product
accounts=$host/billing/v1/accounts
data=${data:-.data}
json='Content-Type: application/json'
patch='Content-Type: application/merge-patch+json'

today=$(date +%F)
tomorrow=$(date -d tomorrow +%F)
month=$(date +%Y-%m-01)
next_month=$(date -d "$month +1 month" +%F)
next_year=$(date -d "$month +13 months" +%F)

now() { date -u +%FT%TZ; }

# The first text of that name in the answer that is piped in:  ... | field id
field() { grep -o "\"$1\": *\"[^\"]*\"" | head -n 1 | cut -d '"' -f 4; }

# Asks until the answer has that text, two minutes at most:  until_said '"state":"calculated"' -u billing:billing-demo URL
until_said() (
  text=$1
  shift
  for second in $(seq 120); do
    curl -s "$@" | grep -q "$text" && exit 0
    sleep 1
  done
  echo "nothing has said $text for two minutes" >&2
  exit 1
)

# Waits until the order has ended:  ended ORD-100002
ended() { until_said '"state":"\(completed\|rejected\|cancelled\|failed\|partial\)"' -u csr:csr-demo "$orders/$1?fields=state"; }

# Waits until a step of the order has failed for good, and says which task that is:  fallout ORD-100002
fallout() {
  until_said '"id":"FAL-' -u ops:ops-demo "$falloutTasks?orderId=$1" \
    && curl -s -u ops:ops-demo "$falloutTasks?orderId=$1" | field id
}

# Orders something, waits until it is there, and says which product it is:  buy CUSTOMER OFFERING [LINE] [NAME=VALUE...]
buy() (
  customer=$1 offering=$2 line='' answers=''
  shift 2
  case ${1:-} in
    PRD-*)
      line=', "productRelationship": [{"relationshipType": "reliesOn", "product": {"id": "'$1'"}}]'
      shift
      ;;
  esac
  for answer in "$@"; do
    answers="$answers${answers:+, }{\"name\": \"${answer%%=*}\", \"value\": \"${answer#*=}\"}"
  done
  said=$(curl -s -u csr:csr-demo -H "$json" "$orders" -d '{"relatedParty": [{"id": "'"$customer"'", "role": "customer"}],
    "productOrderItem": [{"id": "1", "action": "add", "productOffering": {"id": "'"$offering"'"},
      "product": {"productCharacteristic": ['"$answers"']'"$line"'}}]}')
  order=$(echo "$said" | field id)
  case $order in
    ORD-*) ended "$order" && echo "PRD-${order#ORD-}-1" ;;
    *) echo "$said" >&2 && exit 1 ;;
  esac
)

# What a product runs on:  resource MSISDN PRD-100002-1  (or SIM, the ICCID)
resource() { curl -s -u csr:csr-demo "$inventory/$2" | grep -o "\"name\":\"$1\",\"value\":\"[^\"]*\"" | head -n 1 | cut -d '"' -f 8; }
