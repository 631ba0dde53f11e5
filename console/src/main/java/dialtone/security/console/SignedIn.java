package dialtone.security.console;

import dialtone.catalog.SuspensionReason;
import dialtone.order.Requester;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.ExternalContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The person in front of the page. What a role may open is decided by web.xml; this only keeps away links that lead to 403. */
@Named
@RequestScoped
public class SignedIn {
    private static final Map<String, String> ROLES = new TreeMap<>(Map.of(
            "admin", "Administrator",
            "csr", "Customer service",
            "operations", "Operations",
            "billing", "Billing",
            "partner", "Partner"));

    @Inject
    private HttpServletRequest request;

    @Inject
    private ExternalContext external;

    /** Login; empty on a page that needs none. */
    public String name() {
        return Optional.ofNullable(request.getRemoteUser()).orElse("");
    }

    public boolean known() {
        return request.getRemoteUser() != null;
    }

    /** The roles, as words. */
    public String roles() {
        return ROLES.entrySet().stream()
                .filter(role -> request.isUserInRole(role.getKey()))
                .map(Map.Entry::getValue)
                .collect(Collectors.joining(", "));
    }

    public boolean takesOrders() {
        return request.isUserInRole("csr") || request.isUserInRole("admin");
    }

    public boolean seesOrders() {
        return takesOrders() || operates() || bills();
    }

    /** Whether orders are looked up for the sake of what is owed. */
    public boolean bills() {
        return request.isUserInRole("billing") || request.isUserInRole("admin");
    }

    /** Whether this login may suspend lines, for whatever reason. */
    public boolean suspendsLines() {
        return !suspensionRights().isEmpty();
    }

    /** Whether what is active and what is billed are held against each other for this login. */
    public boolean assuresRevenue() {
        return operates() || bills();
    }

    public boolean operates() {
        return request.isUserInRole("operations") || request.isUserInRole("admin");
    }

    /** Reasons for which this login may suspend lines and bring them back. */
    public Set<SuspensionReason> suspensionRights() {
        return SuspensionReason.grantedTo(request::isUserInRole);
    }

    /** As the one who asks for an order to be cancelled. */
    public Requester requester() {
        return new Requester(name(), suspensionRights());
    }

    /** Ends the session and shows the login page. */
    public String signOut() throws ServletException {
        request.logout();
        external.invalidateSession();
        return "/index?faces-redirect=true";
    }
}
