// Nothing is rendered here; without this file the build installs what would render it.
export default () => new Response(null, { status: 404 });
