package dialtone.system.api;

import static dialtone.system.api.OrderClient.mobileOrder;

import java.util.stream.Stream;

/** Requests that cannot be taken, and what has to be said of each. */
final class BadInput {

    private static final int CUSTOMER = 100001;
    private static final int BYTES = 10_000_000;

    private static final String ITEM = "productOrderItem[0]";
    private static final String CHARACTERISTICS = ITEM + ".product.productCharacteristic";

    private BadInput() {}

    /** @param field at fault; empty when it is not one */
    record Body(String name, String body, int status, String code, String field) {
        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * @param field  at fault, as the typed fault names it; empty when the request cannot be read far enough for one
     * @param reason its code
     * @param words  in its message
     */
    record Soap(String name, String envelope, String field, String reason, String words) {

        static Soap unreadable(String name, String envelope) {
            return new Soap(name, envelope, "", "", "");
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Body> bodies() {
        String order = mobileOrder(CUSTOMER);
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
                new Body("JSON that breaks off", order.substring(0, order.length() / 2), 400, "MALFORMED_JSON", ""),
                new Body("nothing", "", 400, "MALFORMED_JSON", ""),
                new Body("an array for an object", "[" + order + "]", 400, "MALFORMED_JSON", ""),
                new Body("an object for an array", "{\"productOrderItem\": {}}", 400, "WRONG_TYPE", "productOrderItem"),
                new Body("a number for a text", "{\"externalId\": 5}", 400, "WRONG_TYPE", "externalId"),
                new Body(
                        "an attribute that is not kept",
                        order.replaceFirst("\\{", "{\"agreement\": [],"),
                        400,
                        "UNKNOWN_ATTRIBUTE",
                        "agreement"),
                new Body(
                        "ten million bytes",
                        "{\"externalId\": \"" + "x".repeat(BYTES) + "\"}",
                        413,
                        "BODY_TOO_LARGE",
                        ""));
    }

    static Stream<Soap> soap() {
        String order = OrderClient.sample("place-order.xml");
        String body = order.substring(order.indexOf("<soapenv:Envelope"));
        String entity = body.replace("sample-place-order-1", "&secret;");
        return Stream.of(
                Soap.unreadable(
                        "an external entity", "<!DOCTYPE x [<!ENTITY secret SYSTEM \"file:///etc/passwd\">]>" + entity),
                Soap.unreadable(
                        "entities of entities",
                        "<!DOCTYPE x [<!ENTITY a \"" + "a".repeat(1000) + "\"><!ENTITY b \"" + "&a;".repeat(1000)
                                + "\"><!ENTITY secret \"" + "&b;".repeat(1000) + "\">]>" + entity),
                Soap.unreadable("XML that breaks off", body.substring(0, body.length() / 2)),
                Soap.unreadable("no XML", "PlaceOrder, please"),
                new Soap(
                        "an empty customer",
                        body.replace("CUS-100001", ""),
                        "customerId",
                        "SCHEMA_VIOLATION",
                        "pattern"),
                // the parser meets the item where it expects the account
                new Soap(
                        "no account",
                        body.replaceFirst("<ord:billingAccountId>.*</ord:billingAccountId>", ""),
                        "item",
                        "SCHEMA_VIOLATION",
                        "billingAccountId"),
                new Soap(
                        "an unknown offering",
                        body.replace("sample-place-order-1", "bad-1").replace("sim-only-m", "sim-only-xxl"),
                        "item[0].offeringId",
                        "UNKNOWN_OFFERING",
                        "mobile-sim-only-xxl"));
    }
}
