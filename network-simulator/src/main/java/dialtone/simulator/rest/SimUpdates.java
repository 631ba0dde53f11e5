package dialtone.simulator.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dialtone.simulator.element.NetworkElement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Files that are written to a card or profile over the air when it is next in the network: the access points, and the networks it prefers
 * when roaming (EF OPLMNwAcT, 3GPP TS 31.102 clause 4.2.53).
 */
final class SimUpdates implements Kept {

    private static final Pattern ICCID = Pattern.compile("89[0-9]{16,18}");
    private static final Pattern PLMN = Pattern.compile("[0-9]{5,6}");
    private static final Pattern ACCESS_POINT = Pattern.compile("[a-z0-9.-]{1,100}");
    private static final int MAX_ENTRIES = 20;

    @Override
    public NetworkElement element() {
        return NetworkElement.OTA;
    }

    @Override
    public String noun() {
        return "SIM update";
    }

    @Override
    public List<String> path() {
        return List.of("ota", "v1", "updates", "{iccid}");
    }

    @Override
    public String makes() {
        return "updateSim";
    }

    @Override
    public String shows() {
        return "getUpdate";
    }

    @Override
    public String ends() {
        return "withdrawUpdate";
    }

    @Override
    public String state() {
        return "APPLIED";
    }

    @Override
    public boolean canBeLate() {
        return true;
    }

    @Override
    public Optional<String> problem(Map<String, String> key, ObjectNode body) {
        if (!ICCID.matcher(key.getOrDefault("iccid", "")).matches()) {
            return Optional.of("the card is named by its ICCID: 89 and 16 to 18 digits");
        }
        if (!areAll(body.path("accessPoints"), ACCESS_POINT)) {
            return Optional.of("accessPoints are 1 to " + MAX_ENTRIES + " names");
        }
        return areAll(body.path("preferredNetworks"), PLMN)
                ? Optional.empty()
                : Optional.of("preferredNetworks are 1 to " + MAX_ENTRIES + " networks of 5 or 6 digits, MCC and MNC");
    }

    private static boolean areAll(JsonNode list, Pattern pattern) {
        if (!list.isArray() || list.isEmpty() || list.size() > MAX_ENTRIES) {
            return false;
        }
        for (JsonNode entry : list) {
            if (!entry.isTextual() || !pattern.matcher(entry.textValue()).matches()) {
                return false;
            }
        }
        return true;
    }
}
