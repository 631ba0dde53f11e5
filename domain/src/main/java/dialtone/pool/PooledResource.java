package dialtone.pool;

import dialtone.catalog.ServiceSpecification.ResourceKind;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A number, a SIM or a device that a pool has handed out.
 *
 * @param itemId     order item it is for
 * @param identifier MSISDN in E.164 without the plus, ICCID (ITU-T E.118), or IMEI (3GPP TS 23.003)
 * @param imsi       of a SIM
 * @param eid        of the eUICC that an eSIM profile is bound to, when it is
 */
public record PooledResource(
        String itemId,
        ResourceKind kind,
        String variant,
        String identifier,
        Optional<String> imsi,
        Optional<String> eid) {

    /** What a route or a callback knows it by: {@code msisdn}; {@code iccid}, {@code imsi}, {@code eid}; {@code imei}. */
    public Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        switch (kind) {
            case MSISDN -> facts.put("msisdn", identifier);
            case SIM -> {
                facts.put("iccid", identifier);
                imsi.ifPresent(value -> facts.put("imsi", value));
                eid.ifPresent(value -> facts.put("eid", value));
            }
            case DEVICE -> facts.put("imei", identifier);
        }
        return facts;
    }

    /** Facts of all that is held for one of the items. */
    public static Map<String, String> facts(Collection<PooledResource> held, String itemId) {
        Map<String, String> facts = new LinkedHashMap<>();
        held.stream()
                .filter(resource -> resource.itemId().equals(itemId))
                .forEach(resource -> facts.putAll(resource.facts()));
        return facts;
    }
}
