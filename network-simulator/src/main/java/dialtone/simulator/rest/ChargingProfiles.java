package dialtone.simulator.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dialtone.simulator.element.NetworkElement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a subscriber may use in a month, by rating group: SUPI and GPSI as 3GPP TS 29.571 clause 5.3.2 writes them, the units of
 * TS 32.291 clause 6.1.6.2 (time in s, totalVolume in bytes, serviceSpecificUnits). An add-on is a profile beside that of the plan.
 */
final class ChargingProfiles implements Kept {

    private static final Pattern SUPI = Pattern.compile("imsi-[0-9]{5,15}");
    private static final Pattern GPSI = Pattern.compile("msisdn-[0-9]{5,15}");
    private static final List<String> UNITS = List.of("time", "totalVolume", "serviceSpecificUnits");
    private static final int MAX_RATING_GROUPS = 20;
    private static final int MAX_TEXT = 200;

    @Override
    public NetworkElement element() {
        return NetworkElement.CHARGING;
    }

    @Override
    public String noun() {
        return "charging profile";
    }

    @Override
    public List<String> path() {
        return List.of("charging-data", "v1", "subscribers", "{supi}", "profiles", "{profile}");
    }

    @Override
    public String makes() {
        return "provisionCharging";
    }

    @Override
    public String shows() {
        return "getCharging";
    }

    @Override
    public String ends() {
        return "removeCharging";
    }

    @Override
    public String state() {
        return "ACTIVE";
    }

    @Override
    public boolean canBeLate() {
        return true;
    }

    @Override
    public Optional<String> problem(Map<String, String> key, ObjectNode body) {
        if (!SUPI.matcher(key.getOrDefault("supi", "")).matches()) {
            return Optional.of("the subscriber is named by a SUPI: imsi- and 5 to 15 digits");
        }
        if (RestCall.text(body, "gpsi", MAX_TEXT)
                .filter(gpsi -> GPSI.matcher(gpsi).matches())
                .isEmpty()) {
            return Optional.of("gpsi is mandatory: msisdn- and 5 to 15 digits");
        }
        JsonNode granted = body.path("grantedUnits");
        if (!granted.isArray() || granted.isEmpty() || granted.size() > MAX_RATING_GROUPS) {
            return Optional.of("grantedUnits has 1 to " + MAX_RATING_GROUPS + " rating groups");
        }
        for (JsonNode group : granted) {
            boolean oneUnit = UNITS.stream().filter(group::has).count() == 1;
            boolean counted = Stream.concat(Stream.of("ratingGroup"), UNITS.stream())
                    .filter(group::has)
                    .allMatch(field -> group.path(field).isIntegralNumber()
                            && group.path(field).asLong() >= 0);
            if (!group.has("ratingGroup") || !oneUnit || !counted) {
                return Optional.of("grantedUnits have a ratingGroup and one of " + String.join(", ", UNITS)
                        + ", whole numbers from 0");
            }
        }
        return Optional.empty();
    }
}
