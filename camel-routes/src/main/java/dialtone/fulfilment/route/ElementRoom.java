package dialtone.fulfilment.route;

import com.fasterxml.jackson.databind.JsonNode;
import dialtone.element.ElementCapacity;
import dialtone.element.ElementState;
import dialtone.element.Maintenance;
import dialtone.element.service.NetworkElements;
import dialtone.fulfilment.CheckRequest;
import dialtone.fulfilment.ElementRules.Status;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;

/** How much room an element has and how much an order takes: what the checks of elements have in common. */
final class ElementRoom {

    private ElementRoom() {}

    /** The maintenance that an element is in; empty when it is in none. */
    static Optional<Maintenance> maintenance(NetworkElements elements, String element) {
        return elements.standingsOfThisNode().stream()
                .filter(standing -> standing.element().equals(element) && standing.state() == ElementState.MAINTENANCE)
                .flatMap(standing -> standing.limits().maintenance().stream())
                .findFirst();
    }

    /** Steps of the order whose routes say that they take a place there. */
    static int needed(CamelContext context, String element, CheckRequest asked) {
        Map<String, Object> places = context.getRoutes().stream()
                .filter(route -> route.getProperties().containsKey(ElementStatusRoutes.TAKES_PLACE_AT))
                .collect(Collectors.toMap(
                        Route::getRouteId, route -> route.getProperties().get(ElementStatusRoutes.TAKES_PLACE_AT)));
        return asked.steps().entrySet().stream()
                .filter(step -> element.equals(places.get(step.getKey())))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    /** What it tells of its room and cannot be read is as good as nothing: its activation says then. */
    static Status status(JsonNode told, Instant now) {
        JsonNode capacity = told.path("capacity");
        boolean tells = capacity.path("places").isInt()
                && capacity.path("used").isInt()
                && capacity.path("places").intValue() >= 0
                && capacity.path("used").intValue() >= 0;
        return new Status(
                told.path("condition").asText().equals("UP")
                        ? Optional.empty()
                        : Optional.of(told.path("text").asText()),
                tells
                        ? Optional.of(new ElementCapacity(
                                capacity.path("places").intValue(),
                                capacity.path("used").intValue(),
                                now))
                        : Optional.empty());
    }
}
