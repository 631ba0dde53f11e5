package dialtone.security.console;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.wildfly.security.auth.principal.NamePrincipal;
import org.wildfly.security.auth.server.RealmIdentity;
import org.wildfly.security.auth.server.RealmUnavailableException;
import org.wildfly.security.auth.server.SecurityDomain;
import org.wildfly.security.auth.server.SecurityIdentity;
import org.wildfly.security.authz.Attributes;

/**
 * Ends the session of a login that is gone, or has other roles than it signed in with. A session of the server keeps who signed in for as long as
 * somebody clicks, and never asks the realm again; here it is asked with each page, and answers out of what it keeps for half a minute.
 */
public class LoginsStillThere extends HttpFilter {
    private static final long serialVersionUID = 1;

    /** As the realm names them. */
    private static final String GROUPS = "groups";

    private static final Set<String> OF_PAGES = Set.of("/assets/", "/webjars/", "/jakarta.faces.resource/");

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        SecurityDomain domain = SecurityDomain.getCurrent();
        if (request.getRemoteUser() == null
                || OF_PAGES.stream().anyMatch(request.getServletPath()::startsWith)
                || domain == null
                || isAsBefore(domain, domain.getCurrentSecurityIdentity())) {
            chain.doFilter(request, response);
            return;
        }
        request.logout();
        if (request.getSession(false) != null) {
            request.getSession(false).invalidate();
        }
        response.sendRedirect(request.getContextPath() + "/");
    }

    static boolean isAsBefore(SecurityDomain domain, SecurityIdentity signedIn) throws RealmUnavailableException {
        RealmIdentity now =
                domain.getIdentity(new NamePrincipal(signedIn.getPrincipal().getName()));
        try {
            return now.exists()
                    && roles(now.getAuthorizationIdentity().getAttributes()).equals(roles(signedIn.getAttributes()));
        } finally {
            now.dispose();
        }
    }

    private static Set<String> roles(Attributes attributes) {
        return attributes.containsKey(GROUPS) ? new HashSet<>(attributes.get(GROUPS)) : Set.of();
    }
}
