/** The Camel context of the server: it collects the features' routes and works the jobs that they are named after. */
package dialtone.platform.route;
