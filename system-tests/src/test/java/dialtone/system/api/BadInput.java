package dialtone.system.api;

import static dialtone.system.api.OrderClient.mobileOrder;

import java.util.stream.Stream;

/** Requests that cannot be taken, and what has to be said of each. */
final class BadInput {

    private static final int CUSTOMER = 100001;
    private static final int BYTES = 10_000_000;

    private static final String ITEM = "productOrderItem[0]";
    private static final String CHARACTERISTICS = ITEM + ".product.productCharacteristic";

    private static final String NO_SOAP = "The request cannot be read as a SOAP message";
    private static final String TOO_LARGE = "A request has at most 1048576 bytes.";

    private BadInput() {}

    /** @param field at fault; empty when it is not one */
    record Body(String name, String body, int status, String code, String field) {
        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * @param fault  in the fault's own words
     * @param field  at fault, as the typed fault names it; empty when the request cannot be read far enough for one
     * @param reason its code
     * @param words  in its message
     */
    record Soap(String name, String envelope, String fault, String field, String reason, String words) {

        /** What can be read, and is refused for a field. */
        Soap(String name, String envelope, String field, String reason, String words) {
            this(name, envelope, "", field, reason, words);
        }

        static Soap unreadable(String name, String envelope, String fault) {
            return new Soap(name, envelope, fault, "", "", "");
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Body> bodies() {
        String order = mobileOrder(CUSTOMER);
        return Stream.of(refusedItems(order), refusedOrders(order), refusedDetails(order), noOrders(order))
                .flatMap(bodies -> bodies);
    }

    private static Stream<Body> refusedItems(String order) {
        return Stream.of(
                new Body(
                        "an unknown offering",
                        order.replace("mobile-sim-only-m", "mobile-sim-only-xxl"),
                        400,
                        "UNKNOWN_OFFERING",
                        ITEM + ".productOffering.id"),
                new Body(
                        "a value that is not to choose from",
                        order.replace("esim", "carrier-pigeon"),
                        400,
                        "CHARACTERISTIC_NOT_ALLOWED",
                        CHARACTERISTICS + "[simType]"),
                new Body(
                        "an unknown characteristic",
                        order.replace("simType", "ringtone"),
                        400,
                        "UNKNOWN_CHARACTERISTIC",
                        CHARACTERISTICS + "[ringtone]"),
                new Body(
                        "an action that there is not",
                        order.replace("\"add\"", "\"buy\""),
                        400,
                        "UNKNOWN_ACTION",
                        ITEM + ".action"),
                new Body(
                        "an action that is not taken",
                        order.replace("\"add\"", "\"noChange\""),
                        400,
                        "UNSUPPORTED_ACTION",
                        ITEM + ".action"),
                new Body(
                        "a change of nothing",
                        order.replace("\"add\"", "\"modify\""),
                        400,
                        "MISSING",
                        ITEM + ".product.id"),
                new Body(
                        "the end of nothing",
                        order.replace("\"add\"", "\"delete\""),
                        400,
                        "MISSING",
                        ITEM + ".product.id"),
                new Body(
                        "an item's id of no use",
                        order.replace("\"id\": \"1\"", "\"id\": \"1/2\""),
                        400,
                        "INVALID_ITEM_ID",
                        ITEM + ".id"),
                new Body("an item twice", twice(order), 400, "DUPLICATE_ITEM_ID", "productOrderItem[1].id"));
    }

    private static Stream<Body> refusedOrders(String order) {
        return Stream.of(
                new Body(
                        "an unknown customer",
                        order.replace("CUS-100001", "CUS-999999"),
                        400,
                        "UNKNOWN_CUSTOMER",
                        "relatedParty"),
                new Body(
                        "SQL for a customer",
                        order.replace("CUS-100001", "x' OR '1'='1"),
                        400,
                        "UNKNOWN_CUSTOMER",
                        "relatedParty"),
                new Body(
                        "another customer's account",
                        order.replace("BAC-100001", "BAC-100002"),
                        400,
                        "BILLING_ACCOUNT_OF_ANOTHER_CUSTOMER",
                        "billingAccount.id"),
                new Body(
                        "an external id that is too long",
                        order.replaceFirst("\\{", "{\"externalId\": \"" + "x".repeat(65) + "\","),
                        400,
                        "TOO_LONG",
                        "externalId"),
                new Body("no customer", order.replace("\"customer\"", "\"seller\""), 400, "MISSING", "relatedParty"),
                new Body(
                        "no item",
                        "{\"relatedParty\": [{\"id\": \"CUS-100001\", \"role\": \"customer\"}]}",
                        400,
                        "MISSING",
                        "productOrderItem"),
                new Body(
                        "a state of the requester's own",
                        order.replaceFirst("\\{", "{\"state\": \"completed\","),
                        400,
                        "READ_ONLY_ATTRIBUTE",
                        "state"));
    }

    private static Stream<Body> refusedDetails(String order) {
        return Stream.of(
                new Body(
                        "an attribute that promises what is not done",
                        order.replaceFirst("\\{", "{\"payment\": [{\"id\": \"PAY-1\"}],"),
                        400,
                        "UNSUPPORTED_ATTRIBUTE",
                        "payment"),
                new Body(
                        "a start in ten years",
                        order.replaceFirst("\\{", "{\"requestedStartDate\": \"2036-11-25T10:00:00Z\","),
                        400,
                        "START_TOO_FAR_AHEAD",
                        "requestedStartDate"),
                new Body(
                        "a note without a text",
                        order.replaceFirst("\\{", "{\"note\": [{\"author\": \"Ada\"}],"),
                        400,
                        "MISSING",
                        "note[0].text"));
    }

    /** What is JSON of another kind, or none. */
    private static Stream<Body> noOrders(String order) {
        return Stream.of(
                new Body(
                        "a name twice",
                        order.replaceFirst("\\{", "{\"externalId\": \"a\", \"externalId\": \"b\","),
                        400,
                        "MALFORMED_JSON",
                        ""),
                new Body("two orders in a row", order + order, 400, "MALFORMED_JSON", ""),
                new Body("brackets without end", "[".repeat(100_000), 400, "MALFORMED_JSON", ""),
                new Body(
                        "a NUL for a name",
                        order.replace("CUS-100001", "CUS-\\u0000"),
                        400,
                        "UNKNOWN_CUSTOMER",
                        "relatedParty"),
                new Body("JSON that breaks off", order.substring(0, order.length() / 2), 400, "MALFORMED_JSON", ""),
                new Body("nothing", "", 400, "MALFORMED_JSON", ""),
                new Body("an array for an object", "[" + order + "]", 400, "MALFORMED_JSON", ""),
                new Body("an object for an array", "{\"productOrderItem\": {}}", 400, "WRONG_TYPE", "productOrderItem"),
                new Body("a number for a text", "{\"externalId\": 5}", 400, "WRONG_TYPE", "externalId"),
                new Body(
                        "an attribute that TMF622 does not have",
                        order.replaceFirst("\\{", "{\"colour\": [],"),
                        400,
                        "UNKNOWN_ATTRIBUTE",
                        "colour"),
                new Body("ten million bytes", tooLong(BYTES), 413, "BODY_TOO_LARGE", ""),
                new Body("twenty million bytes", tooLong(2 * BYTES), 413, "BODY_TOO_LARGE", ""));
    }

    private static String tooLong(int bytes) {
        return "{\"externalId\": \"" + "x".repeat(bytes) + "\"}";
    }

    private static String twice(String order) {
        int from = order.indexOf('[', order.indexOf("productOrderItem")) + 1;
        String item = order.substring(from, order.lastIndexOf(']'));
        return order.substring(0, from) + item + "," + item + order.substring(order.lastIndexOf(']'));
    }

    static Stream<Soap> soap() {
        String order = OrderClient.sample("place-order.xml");
        String body = order.substring(order.indexOf("<soapenv:Envelope"));
        return Stream.concat(unreadable(body), refused(body));
    }

    private static Stream<Soap> unreadable(String body) {
        String entity = body.replace("sample-place-order-1", "&secret;");
        return Stream.of(
                Soap.unreadable(
                        "an external entity",
                        "<!DOCTYPE x [<!ENTITY secret SYSTEM \"file:///etc/passwd\">]>" + entity,
                        NO_SOAP),
                Soap.unreadable(
                        "entities of entities",
                        "<!DOCTYPE x [<!ENTITY a \"" + "a".repeat(1000) + "\"><!ENTITY b \"" + "&a;".repeat(1000)
                                + "\"><!ENTITY secret \"" + "&b;".repeat(1000) + "\">]>" + entity,
                        NO_SOAP),
                Soap.unreadable("XML that breaks off", body.substring(0, body.length() / 2), NO_SOAP),
                Soap.unreadable("no XML", "PlaceOrder, please", NO_SOAP + ": reading ended at line 1, column 1."),
                Soap.unreadable(
                        "an operation that there is not", body.replace("PlaceOrder", "OrderPlace"), "OrderPlace"),
                Soap.unreadable(
                        "ten million bytes", body.replace("sample-place-order-1", "x".repeat(BYTES)), TOO_LARGE),
                Soap.unreadable("twenty million bytes", body.replace("CUS-100001", "C".repeat(2 * BYTES)), TOO_LARGE));
    }

    private static Stream<Soap> refused(String body) {
        return Stream.of(
                new Soap(
                        "a request id of nearly a million characters",
                        body.replace("sample-place-order-1", "x".repeat(900_000)),
                        "requestId",
                        "SCHEMA_VIOLATION",
                        "Value"),
                new Soap(
                        "an empty customer",
                        body.replace("CUS-100001", ""),
                        "customerId",
                        "SCHEMA_VIOLATION",
                        "pattern"),
                new Soap(
                        "no customer",
                        body.replaceFirst("<ord:customerId>.*</ord:customerId>", ""),
                        "customerId",
                        "MISSING",
                        "required"),
                new Soap(
                        "no offering",
                        body.replaceFirst("<ord:offeringId>.*</ord:offeringId>", ""),
                        "item[0].offeringId",
                        "MISSING",
                        "required"),
                new Soap(
                        "an action that there is not",
                        body.replace(">add<", ">buy<"),
                        "item[0].action",
                        "SCHEMA_VIOLATION",
                        "buy"),
                new Soap(
                        "an element that there is not",
                        body.replace("<ord:item>", "<ord:surprise>1</ord:surprise><ord:item>"),
                        "surprise",
                        "SCHEMA_VIOLATION",
                        "surprise"),
                new Soap(
                        "a priority that there is not",
                        body.replace("</ord:item>", "</ord:item><ord:priority>9</ord:priority>"),
                        "priority",
                        "SCHEMA_VIOLATION",
                        "9"),
                new Soap(
                        "an unknown offering",
                        body.replace("sample-place-order-1", "bad-1").replace("sim-only-m", "sim-only-xxl"),
                        "item[0].offeringId",
                        "UNKNOWN_OFFERING",
                        "mobile-sim-only-xxl"));
    }
}
