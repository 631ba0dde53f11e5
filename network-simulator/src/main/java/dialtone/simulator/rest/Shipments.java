package dialtone.simulator.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dialtone.simulator.element.NetworkElement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Shipments of cards, each once. It is called back until the carrier has taken it, which {@code PUT /control/shipping/handover} says; then
 * it is under way.
 */
final class Shipments implements Kept {

    static final String HANDED_OVER = "HANDED_OVER";

    private static final Pattern ICCID = Pattern.compile("89[0-9]{16,18}");
    private static final List<String> ADDRESS = List.of("name", "street", "postalCode", "city", "country");
    private static final int MAX_TEXT = 200;

    /** Of the serial number in an S10 identifier, in its order. */
    private static final int[] WEIGHTS = {8, 6, 4, 2, 3, 5, 9, 7};

    @Override
    public NetworkElement element() {
        return NetworkElement.SHIPPING;
    }

    @Override
    public String noun() {
        return "shipment";
    }

    @Override
    public List<String> path() {
        return List.of("logistics", "v1", "shipments", "{iccid}");
    }

    @Override
    public String makes() {
        return "shipCard";
    }

    @Override
    public String shows() {
        return "getShipment";
    }

    @Override
    public String ends() {
        return "cancelShipment";
    }

    @Override
    public String state() {
        return "ORDERED";
    }

    @Override
    public boolean canBeLate() {
        return false;
    }

    @Override
    public Optional<String> problem(Map<String, String> key, ObjectNode body) {
        if (!ICCID.matcher(key.getOrDefault("iccid", "")).matches()) {
            return Optional.of("the card is named by its ICCID: 89 and 16 to 18 digits");
        }
        return addressProblem(body, "recipient");
    }

    /** What an address lacks; empty when nothing. */
    static Optional<String> addressProblem(JsonNode body, String whose) {
        JsonNode address = body.path(whose);
        return ADDRESS.stream()
                .filter(field -> RestCall.text(address, field, MAX_TEXT).isEmpty())
                .findFirst()
                .map(field -> whose + "." + field + " is mandatory, with at most " + MAX_TEXT + " characters");
    }

    @Override
    public Map<String, String> added(Map<String, String> key) {
        return Map.of("trackingNumber", trackingNumber("LX", key.getOrDefault("iccid", "")));
    }

    @Override
    public Optional<String> lasting(String state) {
        return state.equals(HANDED_OVER)
                ? Optional.of("is with the carrier and cannot be called back")
                : Optional.empty();
    }

    /**
     * An identifier of UPU S10: the kind of the post, eight digits, a check digit, the country. The check digit is 11 less the
     * weighted sum modulo 11; 10 becomes 0 and 11 becomes 5.
     *
     * @param kind LX is letter post, tracked; CX a parcel; CR one that goes back
     * @param digits the last eight of them are the serial number
     */
    static String trackingNumber(String kind, String digits) {
        String serial = digits.substring(digits.length() - WEIGHTS.length);
        int sum = 0;
        for (int digit = 0; digit < WEIGHTS.length; digit++) {
            sum += Character.digit(serial.charAt(digit), 10) * WEIGHTS[digit];
        }
        int check = 11 - sum % 11;
        int shown = check == 10 ? 0 : check == 11 ? 5 : check;
        return kind + serial + shown + "DE";
    }
}
