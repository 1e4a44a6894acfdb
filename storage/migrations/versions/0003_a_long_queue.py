"""a long queue: the oldest waiting event is found without sorting all of them."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("inbox_order", "inbox", ["state", "id"])
